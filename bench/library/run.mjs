/** `npm run bench:library`: the benchmark is TypeScript, which Vite compiles on the way. */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const entry = join(import.meta.dirname, 'main.ts');
const { module } = await runnerImport(entry, { configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(2));
