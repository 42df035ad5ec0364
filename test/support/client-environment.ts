import type { Environment } from 'vitest/runtime';

/**
 * Node, but with modules compiled as for the window: in the rune classes of renderer/state, `$derived` and `$effect`
 * then follow their values, as they do there. Compiled for a server they would stand still.
 */
const environment: Environment = {
  name: 'client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};

export default environment;
