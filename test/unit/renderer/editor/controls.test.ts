import { describe, expect, it } from 'vitest';
import { AssetId } from '../../../../preload/contract';
import { addControl, coloursOf, currentControl, follow } from '../../../../renderer/editor/controls';
import { applyDiff, invertDiff } from '../../../../renderer/editor/diff';
import { startDocument } from './documents';

const asset = (letter: string) => AssetId.parse(letter.repeat(24));
const classes = [
  { name: 'sky', colour: '#aad4ff' },
  { name: 'boat', colour: '#783c14' },
];

function withControls(...kinds: readonly ('sketch' | 'depth')[]) {
  return kinds.reduce(
    (document, kind) => applyDiff(document, addControl(document, { kind, asset: asset('c'), name: kind }).diff),
    startDocument(),
  );
}

describe('controls', () => {
  it('fill the frame, on top, and the newest alone is followed', () => {
    const document = withControls('sketch', 'depth');
    expect(document.layers.at(-1)).toMatchObject({ type: 'control', control: 'depth', rect: document.frame });
    expect(currentControl(document)?.control).toBe('depth');
    expect(document.layers.flatMap((layer) => (layer.type === 'control' ? [layer.strength] : []))).toEqual([0, 1]);
  });

  it('are followed one at a time or not at all', () => {
    const document = withControls('sketch', 'depth');
    const sketch = document.layers.find((layer) => layer.type === 'control');
    if (sketch?.type !== 'control') throw new Error('There is no sketch.');
    const other = applyDiff(document, follow(document, sketch, true));
    expect(currentControl(other)?.control).toBe('sketch');
    const none = applyDiff(other, follow(other, sketch, false));
    expect(currentControl(none)).toMatchObject({ control: 'depth', strength: 0 });
    expect(applyDiff(other, invertDiff(follow(document, sketch, true)))).toEqual(document);
  });

  it('outside the frame are not spoken of', () => {
    const document = withControls('sketch');
    const away = { ...document, frame: { x: 1000, y: 0, width: 16, height: 16 } };
    expect(currentControl(away)).toBeUndefined();
  });

  it('are painted in the colours of the pack where they are maps of classes', () => {
    expect(coloursOf('segmentation', classes)).toEqual(classes);
    expect(coloursOf('sketch', classes).map(({ name }) => name)).toEqual(['Line', 'Paper']);
    expect(coloursOf('depth', []).map(({ colour }) => colour)).toEqual([
      '#000000',
      '#404040',
      '#808080',
      '#bfbfbf',
      '#ffffff',
    ]);
  });
});
