import { describe, expect, test } from 'vitest';
import { type Frame, isAllowedLoad, isOwnPage, isTrustedFrame } from '../../../main/electron/trust';

const window: Frame = { url: 'studio://app/', parent: null };

describe('who may ask', () => {
  test('the window itself', () => {
    expect(isTrustedFrame(window)).toBe(true);
    expect(isTrustedFrame({ url: 'studio://app/index.html#a', parent: null })).toBe(true);
  });

  test.each<[string, Frame | null | undefined]>([
    ['a frame that is gone', null],
    ['no frame', undefined],
    ['a frame inside the window', { url: 'studio://app/', parent: window }],
    ['a page of the network', { url: 'https://app/', parent: null }],
    ['a file', { url: 'file:///app/index.html', parent: null }],
    ['another host', { url: 'studio://app.evil/', parent: null }],
    ['another port', { url: 'studio://app:81/', parent: null }],
    ['a user name that looks like the host', { url: 'studio://app@evil/', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['no address', { url: '', parent: null }],
  ])('not %s', (_name, frame) => {
    expect(isTrustedFrame(frame)).toBe(false);
  });
});

test('a user name before our host is not our page', () => {
  expect(isOwnPage('studio://someone@app/')).toBe(false);
});

test.each([
  ['studio://app/assets/index.js', true],
  ['blob:studio://app/0b7e', true],
  ['data:image/png;base64,AA==', true],
  ['https://fonts.googleapis.com/', false],
  ['http://127.0.0.1:4870/', false],
  ['ws://127.0.0.1/', false],
  ['file:///etc/passwd', false],
  ['blob:https://evil.example/0b7e', false],
  ['devtools://devtools/bundled/', false],
  ['not an address', false],
])('the network guard on %s: %s', (address, allowed) => {
  expect(isAllowedLoad(address, false)).toBe(allowed);
});

test('the developer tools load only while developing', () => {
  expect(isAllowedLoad('devtools://devtools/bundled/', true)).toBe(true);
  expect(isAllowedLoad('https://example.org/', true)).toBe(false);
});
