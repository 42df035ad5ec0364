import { describe, expect, it } from 'vitest';
import { EventSocket, type Socket } from '../../../../renderer/client/event-socket';

function scripted() {
  const sockets: Socket[] = [];
  const delays: number[] = [];
  let again = (): void => undefined;
  const events = new EventSocket({
    open: () => {
      const socket: Socket = { close: () => undefined, onopen: null, onmessage: null, onclose: null };
      sockets.push(socket);
      return socket;
    },
    later: (callback, milliseconds) => {
      delays.push(milliseconds);
      again = callback;
    },
  });
  const last = (): WebSocket => sockets.at(-1) as WebSocket;
  return {
    events,
    sockets,
    delays,
    opened: () => {
      last().onopen?.(new Event('open'));
    },
    closed: () => {
      last().onclose?.(new Event('close') as CloseEvent);
    },
    said: (data: unknown) => {
      last().onmessage?.(new MessageEvent('message', { data }));
    },
    later: () => again(),
  };
}

describe('the stream of events', () => {
  it('opens one connection for all listeners', () => {
    const { events, sockets } = scripted();
    events.onMessage(() => undefined);
    events.onConnection(() => undefined);
    expect(sockets).toHaveLength(1);
  });

  it('hands on what it hears, and leaves out what is not JSON', () => {
    const { events, said } = scripted();
    const heard: unknown[] = [];
    events.onMessage((message) => heard.push(message));
    said('{"type":"packs.changed"}');
    said('{"type":');
    said(new Uint8Array(3));
    expect(heard).toEqual([{ type: 'packs.changed' }]);
  });

  it('tells at once and at every change whether it is connected', () => {
    const { events, opened, closed } = scripted();
    const states: boolean[] = [];
    events.onConnection((connected) => states.push(connected));
    opened();
    closed();
    closed();
    expect(states).toEqual([false, true, false]);
  });

  it('opens again after ever longer waits, at most five seconds, and starts over after a success', () => {
    const { events, delays, closed, later, opened, sockets } = scripted();
    events.onMessage(() => undefined);
    for (let loss = 0; loss < 7; loss += 1) {
      closed();
      later();
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(sockets).toHaveLength(8);
    opened();
    closed();
    expect(delays.at(-1)).toBe(250);
  });

  it('stops telling who has left', () => {
    const { events, said } = scripted();
    const heard: unknown[] = [];
    const leave = events.onMessage((message) => heard.push(message));
    leave();
    said('{}');
    expect(heard).toEqual([]);
  });
});
