import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { wuchale } from 'wuchale/vite';
import { noteBundled } from './main/packaging/bundled.mjs';

/** The oldest Node that runs the engine and the browser host. */
const node = 'node20.19';
/** The Node inside Electron; the preload script runs nowhere else. */
const electronNode = 'node24';
/** Understood by the Chromium inside Electron and by the browsers that may open the browser host. */
const browsers = 'es2023';

// New words of the window are put into renderer/language first, where they wait to be translated.
execFileSync(process.execPath, [join(import.meta.dirname, 'node_modules/wuchale/dist/cli/index.js'), '-l', 'error'], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
});

export default defineConfig({
  main: {
    plugins: [noteBundled(import.meta.dirname, 'main')],
    build: {
      target: node,
      rolldownOptions: {
        input: {
          electron: 'main/electron/main.ts',
          engine: 'main/engine/process.ts',
          library: 'main/library/process.ts',
          web: 'main/web/serve.ts',
          cli: 'main/cli/cli.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [noteBundled(import.meta.dirname, 'preload')],
    build: {
      target: electronNode,
      // A sandboxed preload script can load nothing but Electron: everything else has to be inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [
      wuchale({ configPath: join(import.meta.dirname, 'wuchale.config.js') }),
      svelte({ configFile: join(import.meta.dirname, 'svelte.config.js') }),
      noteBundled(import.meta.dirname, 'renderer'),
    ],
    build: {
      target: browsers,
      minify: true,
      // The window's content security policy allows neither inline scripts nor data: documents.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
