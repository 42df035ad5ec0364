import { expect, test } from 'vitest';
import { EventStream } from '../../../main/web/event-stream';
import { type Job, JobId, type StudioEvent } from '../../../preload/contract';

const changed = (name: string, done: number): StudioEvent => {
  const request: Job['request'] = { task: 'generate', prompt: 'a boat', seed: 1, candidates: 1, settings: {} };
  const job: Job = {
    id: JobId.parse(`job-${name}`),
    request,
    state: 'running',
    progress: { done, total: 9, tokensPerSecond: 1 },
    previews: [],
  };
  return { type: 'job.changed', job };
};

/** A network that takes one message and is then busy until told otherwise. */
function slowNetwork() {
  const messages: unknown[] = [];
  let sent: (() => void) | undefined;
  return {
    messages,
    send: (text: string, done: () => void) => {
      messages.push(JSON.parse(text));
      sent = done;
    },
    takeNext: () => sent?.(),
  };
}

test('a slow window hears of each job only the newest, in the order in which they first waited', () => {
  const network = slowNetwork();
  const stream = new EventStream(network.send);
  const events = [
    changed('aaaaaaaa', 1),
    changed('aaaaaaaa', 2),
    changed('bbbbbbbb', 1),
    changed('aaaaaaaa', 3),
    changed('bbbbbbbb', 2),
  ];
  for (const event of events) stream.push(event);
  expect(network.messages).toEqual([changed('aaaaaaaa', 1)]);
  network.takeNext();
  network.takeNext();
  network.takeNext();
  expect(network.messages).toEqual([changed('aaaaaaaa', 1), changed('aaaaaaaa', 3), changed('bbbbbbbb', 2)]);
});

test('a fast window hears everything', () => {
  const messages: unknown[] = [];
  const stream = new EventStream((text, sent) => {
    messages.push(JSON.parse(text));
    sent();
  });
  const events: StudioEvent[] = [changed('aaaaaaaa', 1), changed('aaaaaaaa', 2), { type: 'packs.changed' }];
  for (const event of events) stream.push(event);
  expect(messages).toEqual(events);
});
