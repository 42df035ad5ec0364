import { expect, onTestFinished, test, vi } from 'vitest';
import { Listeners } from '../../../main/studio/listeners';
import type { StudioEvent } from '../../../preload/contract';

const event: StudioEvent = { type: 'packs.changed' };

test('everyone who listens hears, until they stop', () => {
  const listeners = new Listeners();
  const heard: string[] = [];
  const stop = listeners.subscribe(() => heard.push('one'));
  listeners.subscribe(() => heard.push('two'));
  listeners.emit(event);
  stop();
  listeners.emit(event);
  expect(heard).toEqual(['one', 'two', 'two']);
});

test('one listener that fails does not keep the others from hearing', () => {
  const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => silenced.mockRestore());
  const listeners = new Listeners();
  const heard: StudioEvent[] = [];
  listeners.subscribe(() => {
    throw new Error('closed');
  });
  listeners.subscribe((one) => heard.push(one));
  listeners.emit(event);
  expect(heard).toEqual([event]);
});
