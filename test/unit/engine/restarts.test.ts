import { describe, expect, test } from 'vitest';
import { Restarts } from '../../../main/engine/host/restarts';

describe('an engine that dies', () => {
  test('is started again after growing pauses, and given up at the fifth death within a minute', () => {
    const restarts = new Restarts(() => 0);
    expect([1, 2, 3, 4, 5].map(() => restarts.died())).toEqual([200, 1000, 5000, 5000, undefined]);
    expect(restarts.hopeless).toBe(true);
    expect(restarts.total).toBe(5);
  });

  test('gets another chance when the minute is over', () => {
    let now = 0;
    const restarts = new Restarts(() => now);
    for (let count = 0; count < 5; count++) restarts.died();
    now = 60_000;
    expect(restarts.hopeless).toBe(false);
    expect(restarts.died()).toBe(200);
  });

  test('now and then is always started again', () => {
    let now = 0;
    const restarts = new Restarts(() => now);
    for (let count = 0; count < 20; count++) {
      expect(restarts.died()).toBeDefined();
      now += 20_000;
    }
  });
});
