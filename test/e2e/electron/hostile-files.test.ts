import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { embedRecipe } from '../../../main/documents/metadata/picture-recipe';
import { keepPicture } from '../../../main/documents/project/project-pictures';
import type { StudioBridge } from '../../../preload/contract';
import { builtMain } from '../../support/built-studio';
import { app } from '../../support/electron/app';
import { BrowserWindow } from '../../support/electron/browser-window';
import { dialog } from '../../support/electron/dialog';
import { PreventableEvent } from '../../support/electron/seam';
import { plainPicture, recipe } from '../../support/pictures';
import { temporaryFolder, tinyPack } from '../../support/temporary-pack';
import { hasBrowser } from '../fixture';
import { StudioPage } from '../studio-page';
import { electronDoor } from './electron-door';
import { ElectronStudio } from './electron-studio';

/** Markup that would run, were it ever taken for more than words. No slash, so that it can be the name of a file. */
const evil = '<img src=x onerror=hacked=1><svg onload=hacked=1>';
const evilSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="hacked=1"><script>hacked=1</script>
  <image href="file:///etc/passwd" width="9" height="9"/></svg>`;

describe.skipIf(!hasBrowser)('files of strangers', () => {
  let studio: ElectronStudio;
  let window: StudioPage;
  let folder: string;
  const cleaning: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder((remove) => cleaning.push(remove));
    studio = await ElectronStudio.start(tinyPack, { XDG_CONFIG_HOME: join(folder, 'config') });
    window = await studio.visit();
  });
  afterAll(async () => {
    await studio.stop();
    for (const clean of cleaning) await clean();
  });

  /** Opens a file with the studio, as a double click does. */
  async function open(name: string, bytes: Uint8Array | string): Promise<void> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    app.emit('open-file', new PreventableEvent(), path);
  }

  const layers = () => window.page.getByTestId('layer');
  const errors = () => window.page.getByTestId('error');

  /** Goes on in the window that shows this: a project may come in one of its own, and messages to whichever is in front. */
  async function goWhere(selector: string): Promise<void> {
    window = await vi.waitFor(
      async () => {
        for (const { webContents } of BrowserWindow.getAllWindows()) {
          const { page } = webContents;
          if (page !== undefined && (await page.locator(selector).count()) > 0)
            return page === window.page ? window : new StudioPage(page, new URL(page.url()).origin, electronDoor);
        }
        throw new Error(`No window shows ${selector}.`);
      },
      { timeout: 60_000, interval: 200 },
    );
  }

  async function expectHarmless(): Promise<void> {
    const found = await window.page.evaluate(() => [
      'hacked' in globalThis,
      'polluted' in Object.prototype,
      document.querySelectorAll('img[src=x], svg[onload], script:not([type=module])').length,
    ]);
    expect([found, 'polluted' in Object.prototype, window.problems]).toEqual([[false, false, 0], false, []]);
  }

  async function expectError(code: string): Promise<void> {
    await goWhere(`[data-testid="error"][data-code="${code}"]`);
    await expectHarmless();
    for (const error of await errors().all()) await error.getByTestId('error-dismiss').click();
  }

  test('a photo with script in its name, EXIF and XMP is a photo', async () => {
    const photo = sharp(await plainPicture('jpeg', 64, 48)).withExif({
      IFD0: { ImageDescription: evil, Artist: evil, Copyright: evil, Software: `<script>hacked=1</script>` },
    });
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><script>hacked=1</script>${evil.replaceAll('<', '&lt;')}</x:xmpmeta>`;
    await open(`${evil}.jpg`, await photo.withXmp(xmp).jpeg().toBuffer());
    await layers().first().waitFor();
    expect(await layers().first().innerText()).toContain(evil);
    await window.page.getByTestId('save').waitFor();
    await expectHarmless();
  });

  test('a picture whose recipe is script shows its words', async () => {
    await open('boat.png', embedRecipe(new Uint8Array(await plainPicture('png', 64, 64)), { ...recipe, prompt: evil }));
    await window.page.getByTestId('recall').click();
    expect(await window.prompt.inputValue()).toBe(evil);
    await expectHarmless();
  });

  test('a drawing with script under the name of a photo is refused; under its own it is not looked at', async () => {
    await open('boat.png', evilSvg);
    await expectError('image-unreadable');
    await open('boat.svg', evilSvg);
    expect((await window.ask('offers.take', {})).offers).toEqual([]);
    const bytes = [...new TextEncoder().encode(evilSvg)];
    const put = await window.page.evaluate((file) => {
      const { studio: bridge } = globalThis as unknown as { studio: StudioBridge };
      return bridge.request('assets.put', { bytes: Uint8Array.from(file) });
    }, bytes);
    expect(put).toMatchObject({ ok: false, error: { code: 'image-unreadable' } });
  });

  describe('a project', () => {
    const rect = { x: 0, y: 0, width: 64, height: 64 };
    const shown = { visible: true, locked: false, opacity: 1, rect };

    /** A project file with these layers and pictures, and fields that would change every object of the program. */
    async function projectWith(bytes: Uint8Array, more: readonly [string, string][] = []): Promise<Uint8Array> {
      const picture = { bytes, mime: 'image/png', width: 64, height: 64 } as const;
      const { asset } = keepPicture(picture);
      const file = `pictures/${asset}.png`;
      const document = {
        ...{ version: 1, width: 64, height: 64, frame: rect },
        layers: [
          { type: 'picture', id: 'picture-1', name: evil, asset, ...shown },
          { type: 'box', id: 'box-1', name: evil, label: evil, ...shown },
        ],
      };
      const snapshot = { id: `snapshot-${'0'.repeat(16)}`, name: evil.slice(0, 90), made: 1, document };
      const project = { format: 'brookesia-project', studio: evil, document, snapshots: [snapshot] };
      const json = JSON.stringify({ ...project, pictures: [{ asset, file }] });
      const hostile = json.replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
      return zipped([['document.json', hostile], [file, bytes], ...more]);
    }

    test('with script in every name is opened, and its names are words', async () => {
      await open('boat.brookesia', await projectWith(new Uint8Array(await plainPicture('png', 64, 64))));
      await goWhere('[data-layer="box-1"]');
      expect(await layers().allInnerTexts()).toEqual([textOf(evil), textOf(evil)]);
      await window.page.keyboard.press('Control+Shift+H');
      await window.page.getByText(evil.slice(0, 90)).first().waitFor();
      await expectHarmless();
      await window.page.keyboard.press('Escape');
    });

    test('whose picture is a drawing with script is opened without it, and says so', async () => {
      await open('sea.brookesia', await projectWith(new TextEncoder().encode(evilSvg)));
      await expectError('project-unreadable');
      expect(await layers().count()).toBe(1);
    });

    test('that would write outside of its place is refused', async () => {
      const name = '../../../evil-from-project.txt';
      const bytes = await projectWith(new Uint8Array(await plainPicture()), [['x'.repeat(name.length), 'evil']]);
      const hostile = Buffer.from(bytes).toString('latin1').replaceAll('x'.repeat(name.length), name);
      await open('hill.brookesia', Buffer.from(hostile, 'latin1'));
      await expectError('project-unreadable');
      expect(existsSync(join(folder, name))).toBe(false);
    });
  });

  describe('a pack', () => {
    /** The tiny pack in one file, with its manifest changed. */
    async function packWith(change: (manifest: Record<string, unknown>) => void): Promise<Uint8Array> {
      const manifest = JSON.parse(await readFile(join(tinyPack, 'pack.json'), 'utf8')) as Record<string, unknown>;
      const files = manifest['files'] as { path: string }[];
      const parts = await Promise.all(
        files.map(async ({ path }) => [path, await readFile(join(tinyPack, path))] as const),
      );
      change(manifest);
      return zipped([['pack.json', JSON.stringify(manifest)], ...parts]);
    }

    test('with script in its words is asked about and named as words', async () => {
      dialog.answers.push('Install');
      const words = { title: evil, description: evil, authors: [evil], licence: evil, samplePrompts: [evil] };
      await open('evil.brookesia-pack', await packWith((manifest) => Object.assign(manifest, words, { id: 'evil' })));
      await goWhere(`[data-testid="toast"]:has-text(${JSON.stringify(evil)})`);
      expect(dialog.questions.at(-1)?.message).toContain(evil);
      const { packs } = await window.ask('packs.list', {});
      expect(packs.map(({ title }) => title)).toContain(evil);
      await expectHarmless();
    });

    test.each([
      ['names a file elsewhere', '../../evil.onnx'],
      ['names a file by its full path', '/etc/passwd'],
    ])('that %s is refused before anything is asked or written', async (_what, path) => {
      const asked = dialog.questions.length;
      const hostile = await packWith((manifest) => {
        manifest['id'] = 'hostile';
        Object.assign((manifest['files'] as { path: string }[])[0] ?? {}, { path });
      });
      await open('hostile.brookesia-pack', hostile);
      await expectError('pack-invalid');
      expect(dialog.questions.length).toBe(asked);
      expect(existsSync(join(folder, 'config', 'Brookesia', 'evil.onnx'))).toBe(false);
    });
  });

  test('the names of photos in a folder are words', async () => {
    const photos = join(folder, 'photos');
    await mkdir(photos);
    await writeFile(join(photos, `${evil}.png`), await plainPicture('png', 64, 64));
    await window.page.getByTestId('open-library').click();
    await window.addFolder(photos);
    await expect.poll(() => window.page.getByTestId('photo').count(), { timeout: 60_000 }).toBe(1);
    await window.page.getByRole('option', { name: `${evil}.png` }).waitFor();
    await expectHarmless();
  });

  describe('links among the window’s own files lead nowhere', () => {
    const renderer = join(builtMain, '..', 'renderer');
    const load = (path: string) => window.page.evaluate((to) => fetch(to).then((response) => response.text()), path);

    test('to a file and to a folder elsewhere', async () => {
      await writeFile(join(folder, 'secret.txt'), 'a secret');
      const [link, folderLink] = [join(renderer, 'evil-link.txt'), join(renderer, 'evil-folder')];
      onTestFinished(() =>
        Promise.all([rm(link, { force: true }), rm(folderLink, { force: true })]).then(() => undefined),
      );
      await symlink(join(folder, 'secret.txt'), link);
      await symlink(folder, folderLink);
      for (const path of ['/evil-link.txt', '/evil-folder/secret.txt'])
        expect(await load(path)).toBe('The studio has nothing at this address.');
    });

    test('that take the place of a file while it is loaded', async () => {
      await writeFile(join(folder, 'secret.txt'), 'a secret');
      const place = join(renderer, 'evil-swap.txt');
      const stop = new AbortController();
      const swapping = swapUntil(stop.signal, place, join(folder, 'secret.txt'));
      const seen = new Set<string>();
      for (let times = 0; times < 300; times++) seen.add(await load('/evil-swap.txt'));
      stop.abort();
      await swapping;
      await rm(place, { force: true });
      expect([...seen].filter((text) => text.includes('secret'))).toEqual([]);
      expect(seen).toContain('harmless');
    });
  });
});

/** Now a plain file is there for a few milliseconds, now a link to elsewhere. */
async function swapUntil(signal: AbortSignal, place: string, elsewhere: string): Promise<void> {
  const next = `${place}.next`;
  while (!signal.aborted) {
    await writeFile(next, 'harmless');
    await rename(next, place);
    await sleep(Math.random() * 4);
    await symlink(elsewhere, next);
    await rename(next, place);
    await sleep(Math.random() * 2);
  }
}

/** As a browser shows it on one line. */
function textOf(words: string): unknown {
  return expect.stringContaining(words);
}

async function zipped(parts: readonly (readonly [name: string, content: Uint8Array | string])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, content] of parts) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(zip.outputStream, 'end');
  return new Uint8Array(Buffer.concat(chunks));
}
