import { describe, expect, it } from 'vitest';
import { addLayer } from '../../../../renderer/editor/changes';
import { addControl } from '../../../../renderer/editor/controls';
import { applyDiff } from '../../../../renderer/editor/diff';
import { freeLayerId } from '../../../../renderer/editor/document';
import { uncover } from '../../../../renderer/editor/uncover';
import { asset, recipe } from '../support/samples';
import { startDocument } from './documents';

const shown = { visible: true, locked: false, opacity: 1 };

function document() {
  const start = startDocument();
  const drawn = applyDiff(start, addControl(start, { kind: 'sketch', asset: asset('c'), name: 'Sketch' }).diff);
  const rect = { x: 10, y: 10, width: 40, height: 40 };
  const mask = {
    type: 'mask',
    id: freeLayerId(drawn, 'mask'),
    name: 'Mask',
    asset: asset('m'),
    rect,
    ...shown,
  } as const;
  return applyDiff(drawn, addLayer(drawn, mask));
}

const hidden = (made: Parameters<typeof uncover>[1], area?: Parameters<typeof uncover>[2]) =>
  applyDiff(document(), uncover(document(), made, area))
    .layers.filter(({ visible }) => !visible)
    .map(({ type }) => type);

describe('what a picture was made by', () => {
  it('steps out of its way: the controls, or the masks, and nothing else', () => {
    expect(hidden(recipe({ task: 'control' }))).toEqual(['control']);
    expect(hidden(recipe({ task: 'inpaint', marks: { mask: 'a'.repeat(64) } }))).toEqual(['mask']);
    expect(hidden(recipe({ task: 'edit' }))).toEqual([]);
    expect(hidden(undefined)).toEqual([]);
  });

  it('stays in sight where the picture does not lie', () => {
    const elsewhere = { x: 100, y: 100, width: 50, height: 50 };
    expect(hidden(recipe({ task: 'inpaint', marks: { mask: 'a'.repeat(64) } }), elsewhere)).toEqual([]);
  });
});
