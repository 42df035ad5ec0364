import { expect, test } from 'vitest';
import type { EngineChannel } from '../../../main/engine/host';
import { createStudio } from '../../../main/studio';
import type { StudioEvent } from '../../../preload/contract';
import { libraryPlace } from '../../support/library-here';
import { tinyPack } from '../../support/temporary-pack';

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

function compose() {
  const engines: ReadyEngine[] = [];
  const launch = () => {
    const engine = new ReadyEngine();
    engines.push(engine);
    return engine;
  };
  const studio = createStudio({
    ...{ shell: 'browser', version: '0.1.0', packFolders: [tinyPack], launcher: { launch }, isTrusted: () => true },
    installed: '/nonexistent/packs',
    save: () => Promise.resolve({ kind: 'cancelled' }),
    projects: { state: '/nonexistent', dialogs: { whereToSave: nobody, whichToOpen: nobody } },
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
