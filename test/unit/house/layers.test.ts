import { relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const fixtures = resolve(root, 'test/fixtures/layers');
const layer = 'boundaries/dependencies';

/** Every fixture and the rules that must report it. Each breaks one rule of the house, or none. */
const verdicts: Record<string, readonly string[]> = {
  'preload/contract/index.ts': [],
  'preload/contract/imports-zod.ts': [],
  'preload/contract/imports-core.ts': [layer],
  'preload/contract/imports-node.ts': [layer],
  'preload/imports-node.ts': [layer],
  'main/core/sample.ts': [],
  'main/core/imports-node.ts': [layer],
  'main/core/imports-sharp.ts': [layer],
  'main/core/imports-engine.ts': [layer],
  'main/core/imports-runtime-type.ts': [layer],
  'main/core/loads-node-later.ts': [layer],
  'main/core/draws-by-chance.ts': ['no-restricted-properties'],
  'main/core/reads-environment.ts': ['no-restricted-globals'],
  'main/engine/host.ts': [],
  'main/engine/service.ts': [],
  'main/engine/imports-onnxruntime.ts': [layer],
  'main/engine/imports-shell.ts': [layer],
  'main/engine/sessions/model.ts': [],
  'main/evaluation/judge.ts': [],
  'main/evaluation/imports-studio.ts': [layer],
  'main/library/imports-lancedb.ts': [layer],
  'main/library/store/index.ts': [],
  'main/packs/imports-studio.ts': [layer],
  'main/documents/imports-engine.ts': [layer],
  'main/studio/studio.ts': [],
  'main/studio/imports-engine-inside.ts': [layer],
  'main/studio/imports-electron.ts': [layer],
  'main/studio/imports-shell.ts': [layer],
  'main/web/shell.ts': [],
  'main/web/imports-electron.ts': [layer],
  'main/web/imports-cli.ts': [layer],
  'main/web/imports-renderer.ts': [layer],
  'main/cli/serve.ts': [],
  'main/cli/imports-electron-shell.ts': [layer],
  'main/electron/window.ts': [],
  'main/electron/imports-web.ts': [layer],
  'main/somewhere-else/unplanned.ts': ['boundaries/no-unknown-files'],
  'renderer/editor/document.ts': [],
  'renderer/editor/imports-konva.ts': [layer],
  'renderer/editor/imports-svelte.ts': [layer],
  'renderer/editor/imports-canvas.ts': [layer],
  'renderer/editor/asks-the-window.ts': ['no-restricted-globals'],
  'renderer/canvas/stage.ts': [],
  'renderer/panels/ImportsKonva.svelte': [layer],
  'renderer/panels/ImportsState.svelte': [],
  'renderer/state/prompt.svelte.ts': [],
  'renderer/client/imports-main.ts': [layer],
  'renderer/client/imports-node.ts': [layer],
  'renderer/client/imports-electron-type.ts': [layer],
};

describe('who may import whom', () => {
  it('is judged by the lint rules of the project, file by file', { timeout: 300_000 }, async () => {
    // `ignore: false`, for the fixtures are left out of the everyday run.
    const eslint = new ESLint({ cwd: root, ignore: false });
    const results = await eslint.lintFiles(['**/*.ts', '**/*.svelte'].map((glob) => `test/fixtures/layers/${glob}`));
    const found = results.map(({ filePath, messages }) => [
      relative(fixtures, filePath).replaceAll('\\', '/'),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]);
    expect(Object.fromEntries(found)).toEqual(verdicts);
  });
});
