import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { type UtilityChild, type UtilityPort, utilityChannel } from '../../../main/electron/utility-channel';
import { textWith } from '../../support/matchers';

class FakeChild extends EventEmitter implements UtilityChild {
  readonly stderr = new PassThrough();
  pid: number | undefined = undefined;
  killed = false;
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

class FakePort extends EventEmitter implements UtilityPort {
  readonly posted: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

function opened() {
  const child = new FakeChild();
  const port = new FakePort();
  return { child, port, channel: utilityChannel(child, port) };
}

test('messages go both ways through the port, which begins when somebody listens', () => {
  const { port, channel } = opened();
  const heard: unknown[] = [];
  expect(port.start).not.toHaveBeenCalled();
  channel.onMessage((message) => heard.push(message));
  expect(port.start).toHaveBeenCalledOnce();
  channel.post({ type: 'cancel' });
  port.emit('message', { data: { type: 'ready' } });
  expect([port.posted, heard]).toEqual([[{ type: 'cancel' }], [{ type: 'ready' }]]);
});

test('an end is told once, with the code and the last words, and closes the port', async () => {
  const { child, port, channel } = opened();
  const exits: unknown[] = [];
  channel.onExit((exit) => exits.push(exit));
  child.stderr.write(`${'x'.repeat(5000)} out of memory`);
  await new Promise((resolve) => setImmediate(resolve));
  child.emit('exit', 134);
  child.emit('exit', 134);
  expect(exits).toEqual([{ reason: textWith('exit code 134; xxx') }]);
  expect(exits).toEqual([{ reason: textWith('out of memory') }]);
  expect(port.close).toHaveBeenCalledOnce();
});

test('the process id is known as soon as the process is, and the process can be killed', () => {
  const { child, channel } = opened();
  expect(channel.pid).toBeUndefined();
  child.pid = 42;
  channel.kill();
  expect([channel.pid, child.killed]).toEqual([42, true]);
});
