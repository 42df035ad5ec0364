import { expect, test } from 'vitest';
import { PreviewBudget } from '../../../main/engine/tasks/preview-budget';

test('the first preview is always allowed, then 10 % of the time', async () => {
  let now = 0;
  const budget = new PreviewBudget(() => now);
  expect(budget.allows).toBe(true);
  now = 100;
  await budget.spend(async () => {
    now = 160;
  });
  expect(budget.allows).toBe(false);
  now = 599;
  expect(budget.allows).toBe(false);
  now = 600;
  expect(budget.allows).toBe(true);
});

test('previews that cost next to nothing come at most every 80 ms', async () => {
  let now = 0;
  const budget = new PreviewBudget(() => now);
  now = 100;
  await budget.spend(async () => {
    now = 101;
  });
  now = 179;
  expect(budget.allows).toBe(false);
  now = 180;
  expect(budget.allows).toBe(true);
});

test('a preview that fails costs its time as well', async () => {
  let now = 0;
  const budget = new PreviewBudget(() => now);
  const failing = budget.spend(async () => {
    now = 60;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(budget.allows).toBe(false);
});
