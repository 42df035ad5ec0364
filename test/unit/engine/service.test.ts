import { beforeEach, describe, expect, test } from 'vitest';
import { generate, type Generation } from '../../../main/core/generator/generate';
import { anyOf } from '../../../main/core/grammar/grammar';
import { candidateStream } from '../../../main/core/random/candidate-stream';
import { pictureCourse } from '../../../main/core/tokens/course';
import { createElements, setElement } from '../../../main/core/tokens/elements';
import { type Layout, textPlace } from '../../../main/core/tokens/place';
import type { Disposable } from '../../../main/engine/pack/pack-shelf';
import type { EnginePort } from '../../../main/engine/port';
import type { EngineEvent } from '../../../main/engine/protocol';
import { EngineService, type ServiceParts } from '../../../main/engine/service';
import type { TaskContext, TaskResult } from '../../../main/engine/tasks/task';
import { StudioError } from '../../../preload/contract';
import { FakeDecoder } from '../../support/fake-decoder';

const layout: Layout = {
  positions: { kind: 'segment-row-column', neutral: -8, nextCell: true },
  kinds: { text: 0, image: 1, source: 2, control: 3 },
};
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const noPack: Disposable = { dispose: async () => undefined };
const written: TaskResult = { kind: 'text', text: 'a boat', timings: { total: 1 } };

/** The engine's end of a channel whose other end is the test. */
class TestPort implements EnginePort {
  readonly events: EngineEvent[] = [];
  send: (message: unknown) => void = () => undefined;

  post(event: EngineEvent): void {
    this.events.push(event);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.send = listener;
  }

  types(): string[] {
    return this.events.map((event) => ('id' in event ? `${event.type} ${event.id.slice(-1)}` : event.type));
  }
}

let port: TestPort;
let exits: number;
beforeEach(() => {
  port = new TestPort();
  exits = 0;
});

function serve(run: ServiceParts<Disposable>['run'], load: () => Promise<Disposable> = async () => noPack): void {
  new EngineService({
    port,
    packs: { configure: () => undefined, warm: async () => undefined, load },
    retrievers: { configure: () => undefined, embed: async () => [] },
    run,
    tryDevice: async () => ({ kind: 'works' }),
    exit: () => exits++,
  });
}

const id = (letter: string) => `job-0000000${letter}`;
const request = { task: 'generate', prompt: 'a boat', seed: 1, candidates: 1, settings: {} };
const submit = (letter: string) => {
  port.send({ type: 'submit', id: id(letter), request });
};

/** Draws 256 tokens with a decoder that needs a turn of the event loop for each, as ONNX Runtime does. */
async function drawSlowly(decoder: FakeDecoder, { signal, onProgress }: TaskContext<Disposable>): Promise<TaskResult> {
  const elements = createElements(1);
  setElement(elements, 0, 1, textPlace(layout, 0), textPlace(layout, 1), layout);
  const prompt = { elements, course: pictureCourse(layout, 1, { rows: 16, columns: 16 }) };
  const generation: Generation = {
    candidates: [
      { random: candidateStream(1, 0), streams: [prompt], sampling: { temperature: 1, topP: 1, scales: [] } },
    ],
    grammar: anyOf(Int32Array.of(0, 1, 2, 3)),
    pad: 0,
    layout,
    signal,
  };
  let done = 0;
  for await (const _ of generate(decoder, generation)) onProgress({ done: ++done, total: 256, tokensPerSecond: 1 });
  return written;
}

describe('a job in the engine', () => {
  test('is started, makes progress and is finished', async () => {
    serve(async (_, __, { onProgress }) => {
      for (let done = 1; done <= 9; done++) onProgress({ done, total: 9, tokensPerSecond: 1 });
      return written;
    });
    submit('a');
    await turn();
    expect(port.types()).toEqual(['started a', 'progress a', 'progress a', 'finished a']);
    expect(port.events[2]).toMatchObject({ progress: { done: 9 } });
  });

  test('that fails tells its error as data', async () => {
    serve(async () => {
      throw new StudioError({ code: 'prompt-empty', message: 'The prompt is empty.' });
    });
    submit('a');
    await turn();
    expect(port.events.at(-1)).toEqual({
      type: 'failed',
      id: id('a'),
      error: { code: 'prompt-empty', message: 'The prompt is empty.' },
    });
  });

  test('fails with what is wrong with its pack', async () => {
    const broken = new StudioError({ code: 'pack-hash-mismatch', message: 'The pack was changed.' });
    serve(
      async () => written,
      () => Promise.reject(broken),
    );
    submit('a');
    await turn();
    expect(port.events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'pack-hash-mismatch' } });
  });
});

describe('a cancel', () => {
  test('in the middle of a job frees the engine within one token', async () => {
    const decoders: FakeDecoder[] = [];
    serve((_, __, context) => {
      const decoder = new FakeDecoder(1, 4, () => [0, 0, 0, 0], turn);
      decoders.push(decoder);
      return drawSlowly(decoder, context);
    });
    submit('a');
    submit('b');
    while ((decoders[0]?.steps.length ?? 0) < 20) await turn();
    port.send({ type: 'cancel', id: id('a') });
    const before = decoders[0]?.steps.length ?? 0;
    while (decoders.length < 2) await turn();
    expect((decoders[0]?.steps.length ?? 0) - before).toBeLessThanOrEqual(1);
    expect(port.types().filter((type) => !type.startsWith('progress'))).toEqual([
      'started a',
      'cancelled a',
      'started b',
    ]);
  });

  test('of a job that waits means that it never starts', async () => {
    serve(async (_, __, { signal }) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      signal.throwIfAborted();
      return written;
    });
    submit('a');
    submit('b');
    port.send({ type: 'cancel', id: id('b') });
    port.send({ type: 'cancel', id: id('a') });
    await turn();
    expect(port.types()).toEqual(['started a', 'cancelled b', 'cancelled a']);
  });

  test('while the pack is loading is obeyed when it is there', async () => {
    let loaded: (pack: Disposable) => void = () => undefined;
    let ran = false;
    const load = () => new Promise<Disposable>((resolve) => (loaded = resolve));
    serve(async () => {
      ran = true;
      return written;
    }, load);
    submit('a');
    port.send({ type: 'cancel', id: id('a') });
    loaded(noPack);
    await turn();
    expect([port.types(), ran]).toEqual([['started a', 'cancelled a'], false]);
  });
});

describe('a message', () => {
  test.each([
    ['that is no object', 'hello'],
    ['of an unknown type', { type: 'dance' }],
    ['without its fields', { type: 'submit', id: id('a') }],
    ['with a wrong id', { type: 'cancel', id: '../../etc' }],
    ['that is nothing', undefined],
  ])('%s is answered with a problem and hurts nobody', async (_, message) => {
    serve(async () => written);
    port.send(message);
    submit('a');
    await turn();
    expect(port.types()).toEqual(['problem', 'started a', 'finished a']);
    expect(port.events[0]).toMatchObject({ error: { code: 'bad-request' } });
  });

  test('that configures is answered with the device', () => {
    serve(async () => written);
    port.send({ type: 'configure', studio: '1.0.0', packs: [] });
    expect(port.events).toEqual([{ type: 'ready', device: 'cpu' }]);
  });

  test('that shuts down cancels what waits and ends the process', () => {
    serve(async () => new Promise(() => undefined));
    submit('a');
    submit('b');
    port.send({ type: 'shutdown' });
    expect(port.types()).toEqual(['started a', 'cancelled b']);
    expect(exits).toBe(1);
  });
});
