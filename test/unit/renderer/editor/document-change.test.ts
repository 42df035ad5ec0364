import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChange } from '../../../../main/documents/journal/replay';
import { DocumentChange } from '../../../../preload/contract';
import { applyDiff } from '../../../../renderer/editor/diff';
import { emptyDocument } from '../../../../renderer/editor/document';
import { changeBetween } from '../../../../renderer/editor/document-change';
import { anyChange } from './any-change';

test('what the window says of any edits leads the host to the same document', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 20 }), fc.nat(20), (edits, pause) => {
      const states = [emptyDocument(256)];
      for (const edit of edits) {
        const last = states.at(-1) ?? emptyDocument(256);
        states.push(applyDiff(last, edit(last)));
      }
      const [start, end] = [states[Math.min(pause, states.length - 1)], states.at(-1)];
      if (start === undefined || end === undefined) throw new Error('at least one state');
      const change = DocumentChange.parse(JSON.parse(JSON.stringify(changeBetween(start, end))));
      expect(applyChange(start, change)).toEqual(end);
    }),
  );
});

test('only what is different is said', () => {
  const document = emptyDocument(256);
  expect(changeBetween(document, document)).toEqual({ layers: [], order: [] });
});
