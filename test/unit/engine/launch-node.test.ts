import { expect, test } from 'vitest';
import { scrubbedEnvironment } from '../../../main/engine/launch-node';
import { threadCount } from '../../../main/engine/sessions/session';

test('the engine process learns nothing of its surroundings that it does not need', () => {
  const environment = { PATH: '/bin', HOME: '/home/ada', NODE_OPTIONS: '--require evil', API_TOKEN: 'secret' };
  expect(scrubbedEnvironment(environment)).toEqual({ PATH: '/bin', HOME: '/home/ada' });
});

test.each([
  [1, 1],
  [2, 2],
  [4, 3],
  [8, 4],
  [64, 4],
])('of %i cores the engine uses %i', (cores, threads) => {
  expect(threadCount(cores)).toBe(threads);
});
