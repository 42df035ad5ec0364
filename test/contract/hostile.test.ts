import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Channel, ReplyEnvelope, channels } from '../../preload/contract';
import { stubStudio } from '../support/stub-studio';

const names = Object.keys(channels) as Channel[];
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
});

describe('a hostile payload is refused as data and reaches no handler', () => {
  test.each(names)('%s', async (channel) => {
    const studio = stubStudio();
    await fc.assert(
      fc.asyncProperty(anything, async (payload) => {
        fc.pre(!channels[channel].request.safeParse(payload).success);
        const envelope = await studio.route(channel, payload, undefined);
        expect(envelope).toMatchObject({ ok: false, error: { code: 'bad-request' } });
      }),
      { numRuns: 500 },
    );
    expect(studio.reports).toEqual([]);
    expect(studio.engine.submitted).toEqual([]);
  });

  test('a job with one field replaced by anything', async () => {
    const studio = stubStudio();
    const field = fc.constantFrom('task', 'pack', 'prompt', 'seed', 'candidates', 'settings');
    await fc.assert(
      fc.asyncProperty(field, anything, async (name, value) => {
        const request = { task: 'generate', prompt: 'a boat', seed: 1, [name]: value };
        expect(ReplyEnvelope.safeParse(await studio.route('jobs.submit', { request }, undefined)).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(studio.reports).toEqual([]);
  });
});

test('any channel that is not listed is refused', async () => {
  const studio = stubStudio();
  const channel = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
    anything,
  );
  await fc.assert(
    fc.asyncProperty(channel, anything, async (name, payload) => {
      fc.pre(!names.includes(name as Channel));
      expect(await studio.route(name, payload, undefined)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }),
  );
});

test('a sender that is not trusted is refused before anything is read', async () => {
  const studio = stubStudio({}, (sender) => sender === 'window');
  for (const channel of names) {
    expect(await studio.route(channel, {}, 'frame')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  }
  expect(await studio.route('studio.info', {}, 'window')).toMatchObject({ ok: true });
});
