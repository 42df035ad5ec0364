import { expect, test } from 'vitest';
import { PreviewBudget } from '../../../main/engine/tasks/preview-budget';

test('the first preview is always allowed, then 15 % of the time', async () => {
  let now = 0;
  const budget = new PreviewBudget(() => now);
  expect(budget.allows).toBe(true);
  now = 100;
  await budget.spend(async () => {
    now = 160;
  });
  expect(budget.allows).toBe(false);
  now = 399;
  expect(budget.allows).toBe(false);
  now = 400;
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
