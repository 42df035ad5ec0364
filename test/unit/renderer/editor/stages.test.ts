import { expect, test } from 'vitest';
import { setCanvas } from '../../../../renderer/editor/changes';
import { emptyDocument } from '../../../../renderer/editor/document';
import { commit, startHistory, undo, type History } from '../../../../renderer/editor/history';
import { stagesOf, travel } from '../../../../renderer/editor/stages';

function widened(history: History, width: number): History {
  const { height, frame } = history.document;
  return commit(history, { mark: `to ${width}`, diff: setCanvas(history.document, { width, height, frame }) });
}

const three = [20, 30, 40].reduce(widened, startHistory(emptyDocument(10)));

test('every step is listed with its document, those that were undone as well', () => {
  for (const history of [three, undo(three), undo(undo(undo(three)))]) {
    expect(stagesOf(history).map(({ place, mark, document }) => [place, mark, document.width])).toEqual([
      [0, 'the beginning', 10],
      [1, 'to 20', 20],
      [2, 'to 30', 30],
      [3, 'to 40', 40],
    ]);
  }
});

test('going to a step and back changes nothing', () => {
  const there = travel(three, 1);
  expect(there.document.width).toBe(20);
  expect(travel(there, 3)).toEqual(three);
  expect(travel(three, 99)).toBe(three);
});
