import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetId, StudioDocument } from '../../../../preload/contract';
import { placePicture, removeLayer, setCanvas, updateLayer } from '../../../../renderer/editor/changes';
import { applyDiff, invertDiff, type Diff } from '../../../../renderer/editor/diff';
import { emptyDocument, topPicture } from '../../../../renderer/editor/document';
import { commit, extend, redo, startHistory, undo, type History } from '../../../../renderer/editor/history';
import { anyChange } from './any-change';

const steps = fc.array(anyChange, { maxLength: 30 });

function run(makers: readonly ((document: StudioDocument) => Diff)[]): History {
  return makers.reduce(
    (history, make, index) => commit(history, { mark: `step ${index}`, diff: make(history.document) }),
    startHistory(emptyDocument(256)),
  );
}

function repeat(history: History, action: (history: History) => History): History {
  return Array.from({ length: 40 }).reduce<History>(action, history);
}

describe('history', () => {
  it('returns to the first document when everything is undone, and to the last when it is redone', () => {
    fc.assert(
      fc.property(steps, (makers) => {
        const history = run(makers);
        const back = repeat(history, undo);
        expect(back.document).toEqual(emptyDocument(256));
        expect(repeat(back, redo)).toEqual(history);
      }),
    );
  });

  it('keeps every document valid', () => {
    fc.assert(
      fc.property(steps, (makers) => {
        expect(() => StudioDocument.parse(run(makers).document)).not.toThrow();
      }),
    );
  });

  it('takes a diff back by its inverse', () => {
    fc.assert(
      fc.property(steps, anyChange, (makers, make) => {
        const { document } = run(makers);
        const diff = make(document);
        expect(applyDiff(applyDiff(document, diff), invertDiff(diff))).toEqual(document);
      }),
    );
  });

  it('makes one step of changes with the same mark', () => {
    const first = startHistory(emptyDocument(256));
    const second = extend(first, { mark: 'browse', diff: placePicture(first.document, picture('a')) });
    const third = extend(second, { mark: 'browse', diff: placePicture(second.document, picture('b')) });
    expect(third.done).toHaveLength(1);
    expect(undo(third).document).toEqual(first.document);
    expect(redo(undo(third)).document).toEqual(third.document);
  });

  it('records nothing for a change that changes nothing, and keeps what can be redone', () => {
    const first = startHistory(emptyDocument(256));
    const placed = undo(commit(first, { mark: 'place', diff: placePicture(first.document, picture('a')) }));
    expect(commit(placed, { mark: 'nothing', diff: [] })).toBe(placed);
  });

  it('forgets what was undone when something new is done', () => {
    const first = startHistory(emptyDocument(256));
    const undone = undo(commit(first, { mark: 'place', diff: placePicture(first.document, picture('a')) }));
    const other = commit(undone, { mark: 'place', diff: placePicture(undone.document, picture('b')) });
    expect(redo(other)).toBe(other);
  });
});

describe('a picture put on the canvas', () => {
  it('replaces the one shown there and keeps its layer', () => {
    const empty = emptyDocument(256);
    const one = applyDiff(empty, placePicture(empty, picture('a')));
    const two = applyDiff(one, placePicture(one, picture('b')));
    expect(two.layers).toHaveLength(1);
    expect(topPicture(two)?.id).toBe(topPicture(one)?.id);
    expect(topPicture(two)?.asset).toBe(asset('b'));
  });

  it('is fitted into the frame without being cut or stretched', () => {
    const empty = emptyDocument(256);
    const wide = applyDiff(empty, placePicture(empty, { ...picture('a'), width: 640, height: 320 }));
    expect(topPicture(wide)?.rect).toEqual({ x: 0, y: 64, width: 256, height: 128 });
  });
});

describe('changes to what is not there', () => {
  it('are no changes', () => {
    const empty = emptyDocument(64);
    const elsewhere = topPicture(applyDiff(empty, placePicture(empty, picture('a'))));
    if (elsewhere === undefined) throw new Error('The picture was not placed.');
    expect(updateLayer(empty, elsewhere)).toEqual([]);
    expect(removeLayer(empty, elsewhere.id)).toEqual([]);
  });

  it('do not concern the canvas, which is always there', () => {
    const shape = { width: 512, height: 300, frame: { x: 0, y: 0, width: 300, height: 300 } };
    expect(applyDiff(emptyDocument(64), setCanvas(emptyDocument(64), shape))).toMatchObject(shape);
  });
});

function asset(letter: string): AssetId {
  return AssetId.parse(letter.repeat(24));
}

function picture(letter: string) {
  return { asset: asset(letter), name: letter, width: 256, height: 256 };
}
