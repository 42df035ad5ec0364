import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * The stand-in for Electron as plain modules, in out/stand-in, and as a program that is started as Electron's own is.
 * @param {string} root
 * @returns {Promise<string>} The folder.
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
  const entry = `"${process.execPath}" "${join(outDir, 'program.mjs')}"`;
  const isWindows = process.platform === 'win32';
  writeFileSync(standInProgram(root), isWindows ? `@${entry} %*\r\n` : `#!/bin/sh\nexec ${entry} "$@"\n`);
  chmodSync(standInProgram(root), 0o755);
  return outDir;
}

/** The program that `buildStandIn` makes. @param {string} root */
export function standInProgram(root) {
  return join(root, 'out', 'stand-in', process.platform === 'win32' ? 'electron.cmd' : 'electron');
}
