import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineChannel } from '../../../main/engine/host';
import { createStudio } from '../../../main/studio';
import type { StudioEvent } from '../../../preload/contract';
import { libraryPlace } from '../../support/library-here';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';

/** An engine process that says it is ready as soon as it is told of packs. */
class ReadyEngine implements EngineChannel {
  readonly pid = 1;
  readonly heard: unknown[] = [];
  #tell: (message: unknown) => void = () => undefined;
  #end: (exit: { reason: string }) => void = () => undefined;

  post(message: unknown): void {
    this.heard.push(message);
    const last = JSON.stringify(message).includes('"shutdown"');
    queueMicrotask(() => {
      if (last) this.#end({ reason: 'exit code 0' });
      else this.#tell({ type: 'ready', device: 'cpu' });
    });
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#tell = listener;
  }
  onExit(listener: (exit: { reason: string }) => void): void {
    this.#end = listener;
  }
  kill(): void {
    this.#end({ reason: 'killed' });
  }
}

const nobody = () => Promise.resolve(undefined);

function compose(caches?: string) {
  const engines: ReadyEngine[] = [];
  const launch = () => {
    const engine = new ReadyEngine();
    engines.push(engine);
    return engine;
  };
  const studio = createStudio({
    ...{ shell: 'browser', version: '0.1.0', packFolders: [tinyPack], launcher: { launch }, isTrusted: () => true },
    installed: '/nonexistent/packs',
    ...(caches !== undefined && { caches }),
    save: () => Promise.resolve({ kind: 'cancelled' }),
    projects: { state: caches ?? '/nonexistent', dialogs: { whereToSave: nobody, whichToOpen: nobody } },
    library: { ...libraryPlace(), folderDialog: 'typed' },
  });
  return { studio, engines };
}

test('the engine starts at once with the packs that were found', async () => {
  const { studio, engines } = compose();
  await studio.ready;
  expect(engines).toHaveLength(1);
  expect(engines[0]?.heard).toContainEqual(
    expect.objectContaining({ type: 'configure', studio: '0.1.0', packs: (await studio.packs.list()).packs }),
  );
  await studio.stop();
});

test('windows hear that the engine is ready', async () => {
  const { studio } = compose();
  const events: StudioEvent[] = [];
  studio.subscribe((event) => events.push(event));
  await studio.ready;
  expect(events).toContainEqual({
    type: 'engine.changed',
    engine: expect.objectContaining({ state: 'ready' }) as unknown,
  });
  await studio.stop();
});

test('a studio that is stopped before its packs are read starts no engine', async () => {
  const { studio, engines } = compose();
  await studio.stop();
  await studio.ready;
  expect(engines).toEqual([]);
});

test('verifying sound packs changes nothing', async () => {
  const { studio, engines } = compose();
  await studio.verifyPacks();
  expect(engines[0]?.heard.filter((message) => JSON.stringify(message).includes('"configure"'))).toHaveLength(1);
  await studio.stop();
});

test('pictures that memory has no room for lie in the cache folder while the studio runs', async () => {
  const caches = await temporaryFolder(onTestFinished);
  const { studio } = compose(caches);
  const bytes = new Uint8Array(200 * 1024 ** 2);
  const ids = [1, 2, 3].map((value) => {
    bytes[7] = value;
    return studio.assets.admit({ bytes: bytes.slice(), mime: 'image/png', width: 1, height: 1 });
  });
  const held = join(caches, 'held', String(process.pid));
  expect(await readdir(held)).toEqual(ids.slice(0, 1));
  expect(ids.map((id) => studio.assets.require(id).bytes[7])).toEqual([1, 2, 3]);
  await studio.stop();
  await expect(readdir(held)).rejects.toMatchObject({ code: 'ENOENT' });
});
