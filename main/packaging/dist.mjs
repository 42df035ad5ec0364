/** `npm run dist`: builds the installers of this platform. What it needs from outside is said in docs/releasing.md. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale, root } from '../launcher/build.mjs';
import { distParameters } from './parameters.mjs';
import { preparePackaging } from './prepare.mjs';

buildIfStale();
await preparePackaging(root);
const builder = dirname(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { parameters, notes } = distParameters(process.platform, process.env);
for (const note of notes) console.log(note);
const words = [join(builder, 'cli.js'), ...parameters, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
