import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * The stand-in for Electron as plain modules, in out/stand-in, and as a program that is started as Electron's own is.
 * @param {string} root
 * @returns {Promise<string>} The folder; the program in it is `electron`.
 */
export async function buildStandIn(root) {
  const support = join(root, 'test', 'support');
  const outDir = join(root, 'out', 'stand-in');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ...{ ssr: true, outDir, emptyOutDir: true, target: 'node20' },
      rolldownOptions: {
        input: {
          electron: join(support, 'electron', 'index.ts'),
          browser: join(support, 'find-chromium.ts'),
          program: join(support, 'electron-program', 'program.ts'),
          start: join(root, 'test', 'packaging', 'archive', 'start.ts'),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' },
      },
    },
  });
  copyFileSync(join(support, 'electron', 'parent-port.mjs'), join(outDir, 'parent-port.mjs'));
  copyFileSync(join(support, 'electron-program', 'loader.mjs'), join(outDir, 'loader.mjs'));
  const program = join(outDir, 'electron');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(outDir, 'program.mjs')}" "$@"\n`);
  chmodSync(program, 0o755);
  return outDir;
}
