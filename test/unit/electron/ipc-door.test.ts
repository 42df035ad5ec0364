import type { WebFrameMain } from 'electron';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipcDoor } from '../../../main/electron/ipc-door';
import { isTrustedFrame } from '../../../main/electron/trust';
import { type Channel, ReplyEnvelope, channels } from '../../../preload/contract';
import { standsFor } from '../../support/electron/seam';
import { stubStudio } from '../../support/stub-studio';

const names = Object.keys(channels) as Channel[];
const main = frame('studio://app/');

function frame(url: string, parent: WebFrameMain | null = null): WebFrameMain {
  return standsFor<WebFrameMain>({ url, parent });
}

function openDoor() {
  const studio = stubStudio({}, (sender) => isTrustedFrame(sender as WebFrameMain | null));
  const door = ipcDoor(studio.route);
  const ask = (channel: unknown, payload: unknown, senderFrame: WebFrameMain | null = main) =>
    door({ senderFrame }, channel, payload);
  return { ...studio, ask };
}

test('the window itself is answered', async () => {
  expect(await openDoor().ask('studio.info', {})).toMatchObject({ ok: true });
});

describe('refused on every channel', () => {
  test.each<[string, WebFrameMain | null]>([
    ['a frame of our own page inside the window', frame('studio://app/', main)],
    ['a frame of a stranger inside the window', frame('https://evil.example/', main)],
    ['a stranger in the window', frame('https://evil.example/')],
    ['a file in the window', frame('file:///studio/app/')],
    ['another host of our scheme', frame('studio://app.evil/')],
    ['a page without an address', frame('about:blank')],
    ['a frame that is gone', null],
  ])('%s', async (_name, sender) => {
    const { ask, engine } = openDoor();
    for (const channel of names)
      expect(await ask(channel, {}, sender)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(engine.submitted).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ['a sentence of a megabyte', { request: { task: 'generate', prompt: 'x'.repeat(2 ** 20), seed: 1 } }],
  [
    'fields that nobody reads',
    { request: { task: 'generate', prompt: 'boat', seed: 1, more: new Uint8Array(2 ** 21) } },
  ],
])('%s is refused before it is looked at', async (_name, payload) => {
  const { ask, engine } = openDoor();
  expect(await ask('jobs.submit', payload)).toMatchObject({ ok: false, error: { code: 'too-large' } });
  expect(engine.submitted).toEqual([]);
});

const anything = fc.anything({
  maxDepth: 2,
  maxKeys: 4,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withTypedArray: true,
});

const malformed = 10_000;

test('channels that are not listed are refused as data', async () => {
  const { ask, engine, reports } = openDoor();
  const name = fc.oneof(fc.constantFrom<unknown>('__proto__', 'constructor', ''), fc.string(), anything);
  await fc.assert(
    fc.asyncProperty(name, anything, async (channel, payload) => {
      fc.pre(!names.includes(channel as Channel));
      expectRefusal(await ask(channel, payload));
    }),
    { numRuns: malformed },
  );
  expect([engine.submitted, reports]).toEqual([[], []]);
}, 120_000);

/** The channel's own fields, some of them, with anything in them: what is refused by a field and not by the outer form. */
function nearly(channel: Channel): fc.Arbitrary<unknown> {
  const { request } = channels[channel];
  const fields = 'shape' in request ? Object.keys(request.shape) : ['task', 'from', 'asset', 'id'];
  const inner = fc.oneof(anything, fc.record({ task: fc.constantFrom('generate', 'edit', 'ask'), prompt: anything }));
  const values = Object.fromEntries(fields.map((field) => [field, inner]));
  return fc.oneof(anything, fc.record(values), fc.record({ ...values, more: anything }, { requiredKeys: [] }));
}

describe('ten thousand malformed payloads are refused as data, and none reaches the engine', () => {
  test.each(names)(
    'on %s',
    async (channel) => {
      const { ask, engine, reports } = openDoor();
      const { request } = channels[channel];
      await fc.assert(
        fc.asyncProperty(nearly(channel), async (payload) => {
          fc.pre(!request.safeParse(payload).success);
          expectRefusal(await ask(channel, payload));
        }),
        { numRuns: malformed },
      );
      expect([engine.submitted, reports]).toEqual([[], []]);
    },
    120_000,
  );
});

/** Compared by hand: four hundred thousand times `expect` would take minutes. */
function expectRefusal(answer: unknown): void {
  const envelope = ReplyEnvelope.parse(answer);
  if (envelope.ok || envelope.error.code !== 'bad-request') expect.fail(`answered: ${JSON.stringify(envelope)}`);
}
