import { join } from 'node:path';
import { buildIfStale, root } from '../../main/launcher/build.mjs';

export const projectRoot: string = root;

/** Where the built programs are: electron.js, engine.js, web.js, cli.js. */
export const builtMain: string = join(root, 'out', 'main');

/** Builds the studio if a part of it is missing or older than its sources. */
export function ensureBuilt(): void {
  buildIfStale();
}

/** As the global set-up of the tests that run the built studio. */
export default ensureBuilt;
