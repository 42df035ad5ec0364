/** `npm run screenshots`: renews the pictures of the studio in docs/images. */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const entry = join(import.meta.dirname, 'screenshots.ts');
const { module } = await runnerImport(entry, { configFile: false, logLevel: 'error' });
await module.takeScreenshots();
