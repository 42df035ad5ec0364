import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type UtilityChild, utilityChannel } from '../../../main/electron/utility-channel';
import { textWith } from '../../support/matchers';

class FakeChild extends EventEmitter implements UtilityChild {
  readonly stderr = new PassThrough();
  readonly posted: unknown[] = [];
  pid: number | undefined = undefined;
  killed = false;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

test('messages go both ways', () => {
  const child = new FakeChild();
  const channel = utilityChannel(child);
  const heard: unknown[] = [];
  channel.onMessage((message) => heard.push(message));
  channel.post({ type: 'cancel' });
  child.emit('message', { type: 'ready' });
  expect([child.posted, heard]).toEqual([[{ type: 'cancel' }], [{ type: 'ready' }]]);
});

test('an end is told once, with the code and the last words', async () => {
  const child = new FakeChild();
  const exits: unknown[] = [];
  utilityChannel(child).onExit((exit) => exits.push(exit));
  child.stderr.write(`${'x'.repeat(5000)} out of memory`);
  await new Promise((resolve) => setImmediate(resolve));
  child.emit('exit', 134);
  child.emit('exit', 134);
  expect(exits).toEqual([{ reason: textWith('exit code 134; xxx') }]);
  expect(exits).toEqual([{ reason: textWith('out of memory') }]);
});

test('the process id is known as soon as the process is, and the process can be killed', () => {
  const child = new FakeChild();
  const channel = utilityChannel(child);
  expect(channel.pid).toBeUndefined();
  child.pid = 42;
  channel.kill();
  expect([channel.pid, child.killed]).toEqual([42, true]);
});
