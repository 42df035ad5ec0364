import { type EngineLauncher, needsPlainNode } from '../engine/host';

/**
 * Starts the engine inside Electron, and on a plain Node binary when a pack asks for larger blocks of memory than
 * Electron's allocator gives. Without such a binary the engine inside Electron refuses the pack and says what to do.
 */
export function launchByNeed(inside: EngineLauncher, plain: EngineLauncher | undefined): EngineLauncher {
  return {
    launch: (packs) => {
      const large = packs.some(({ manifest }) => needsPlainNode(manifest));
      return (large && plain !== undefined ? plain : inside).launch(packs);
    },
  };
}
