import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { contentSecurityPolicy, pageHeaders, pagePath, resolvePage } from '../../../main/studio/pages';
import { temporaryFolder } from '../../support/temporary-pack';

let outside: string;
let root: string;
beforeEach(async () => {
  outside = await temporaryFolder(onTestFinished);
  root = join(outside, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets', 'index-B3x_.js'), 'export {}');
  await writeFile(join(outside, 'secret.txt'), 'secret');
});

test('the start page and the files beside it are found with their kind', async () => {
  expect(await resolvePage(root, '/')).toEqual({
    path: join(root, 'index.html'),
    mime: 'text/html; charset=utf-8',
    bytes: 15,
  });
  expect(await resolvePage(root, '/assets/index-B3x_.js')).toMatchObject({ mime: 'text/javascript; charset=utf-8' });
});

describe('not found', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/./index.html',
    '/.env',
    '/index.html/',
    '/index.html\0.js',
    '/c:/windows/win.ini',
    '/assets',
    '/missing.js',
    'secret.txt',
    '',
  ])('%j', async (path) => {
    expect(await resolvePage(root, path)).toBeUndefined();
  });

  test('a file of a kind that no page has', async () => {
    await writeFile(join(root, 'notes.exe'), '');
    expect(await resolvePage(root, '/notes.exe')).toBeUndefined();
  });

  test('a link that leads out', async () => {
    await symlink('../secret.txt', join(root, 'link.txt'));
    await symlink('..', join(root, 'up'));
    expect(await resolvePage(root, '/link.txt')).toBeUndefined();
    expect(await resolvePage(root, '/up/secret.txt')).toBeUndefined();
  });
});

test('no address names a path with dots that lead up, or an absolute one', () => {
  const part = fc.constantFrom('..', '.', '/', '\\', '%2e', 'a', 'b.js', ':', '\0');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = pagePath(`/${parts.join('')}`);
      expect(path === undefined || /^(?!.*\.\.)[\w-][\w./-]*$/.test(path)).toBe(true);
    }),
  );
});

test('the policy allows nothing inline, nothing evaluated, and no other host than those named', () => {
  const policy = contentSecurityPolicy(['ws://127.0.0.1:4870']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:4870;");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

test('every page is sent with the policy and without sniffing, referrer or sharing', () => {
  expect(pageHeaders()).toMatchObject({
    'Content-Security-Policy': contentSecurityPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});
