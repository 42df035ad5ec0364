import { describe, expect, it } from 'vitest';
import type { PointerPart } from '../../../../renderer/editor/tools/phase';
import type { PixelAct } from '../../../../renderer/state/editor.svelte';
import { openWindow } from '../support/window';

const press: PointerPart = {
  kind: 'down',
  at: { x: 4, y: 4 },
  pressure: 0.5,
  shift: false,
  alt: false,
  command: false,
};

describe('the picked colour', () => {
  it('is what the next stroke is painted with, not what the next press picks again', async () => {
    const { editor } = (await openWindow()).studio;
    const done: PixelAct['kind'][] = [];
    editor.onPixels((act) => {
      done.push(act.kind);
      if (act.kind === 'pick') editor.pickColour('#102030');
    });
    editor.choose('picker');
    editor.send(press);
    editor.send({ ...press, kind: 'up' });
    expect([editor.tool, editor.colour]).toEqual(['brush', '#102030']);
    editor.send(press);
    editor.send({ ...press, kind: 'up' });
    expect(done).toEqual(['pick', 'stroke']);
  });
});
