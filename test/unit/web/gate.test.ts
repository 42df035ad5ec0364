import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Gate, type Visit, newToken } from '../../../main/web/gate';

const token = newToken();
const gate = new Gate(4870, token);
const cookie = `other=1; brookesia-4870=${token}`;
const visit = (change: Partial<Visit> = {}): Visit => ({
  ...{ method: 'GET', upgrade: false, host: '127.0.0.1:4870', origin: undefined, cookie, target: '/' },
  ...change,
});
const post = { method: 'POST', origin: 'http://127.0.0.1:4870', target: '/api/request' };

test('a token is long, and new every time', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(newToken());
});

test('the printed address gets a cookie that scripts and other sites cannot use', () => {
  const verdict = gate.judge(
    visit({ cookie: undefined, target: new URL(gate.address).pathname + new URL(gate.address).search }),
  );
  expect(verdict).toEqual({ kind: 'welcome', cookie: `brookesia-4870=${token}; Path=/; HttpOnly; SameSite=Strict` });
});

describe('let in', () => {
  test.each<[string, Partial<Visit>]>([
    ['a page with the cookie', {}],
    ['localhost', { host: 'localhost:4870' }],
    ['a request of our page', post],
    ['a request of our page at localhost', { ...post, host: 'localhost:4870', origin: 'http://localhost:4870' }],
    ['a WebSocket of our page', { upgrade: true, origin: 'http://127.0.0.1:4870' }],
  ])('%s', (_name, change) => {
    expect(gate.judge(visit(change))).toEqual({ kind: 'enter' });
  });
});

describe('refused', () => {
  test.each<[string, Partial<Visit>, string]>([
    ['another host name (DNS rebinding)', { host: 'evil.example:4870' }, 'host'],
    ['another port', { host: '127.0.0.1:4871' }, 'host'],
    ['no host', { host: undefined }, 'host'],
    ['a host name with ours in it', { host: '127.0.0.1:4870.evil.example' }, 'host'],
    ['a request of another site', { ...post, origin: 'https://evil.example' }, 'origin'],
    ['a request of another port', { ...post, origin: 'http://127.0.0.1:3000' }, 'origin'],
    ['a request of a sandboxed frame', { ...post, origin: 'null' }, 'origin'],
    ['a request that hides its origin', { ...post, origin: undefined }, 'origin'],
    ['a WebSocket that hides its origin', { upgrade: true }, 'origin'],
    ['a load by another site', { origin: 'https://evil.example' }, 'origin'],
    ['no cookie', { cookie: undefined }, 'token'],
    ['the cookie of a studio at another port', { cookie: `brookesia-4871=${token}` }, 'token'],
    ['a wrong token in the address', { cookie: undefined, target: '/?token=abc' }, 'token'],
    ['the token at another path', { cookie: undefined, target: `/api/request?token=${token}` }, 'token'],
    ['the token in a POST', { ...post, cookie: undefined, target: `/?token=${token}` }, 'token'],
  ])('%s', (_name, change, reason) => {
    expect(gate.judge(visit(change))).toEqual({ kind: 'refuse', reason });
  });

  test('whatever else is sent as a cookie or address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (wrong, target) => {
        expect(gate.judge(visit({ cookie: `brookesia-4870=${wrong}`, target: `/${target}` })).kind).toBe('refuse');
      }),
    );
  });
});
