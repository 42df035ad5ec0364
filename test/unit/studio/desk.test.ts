import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Farewells } from '../../../main/studio/farewells';
import { Offers } from '../../../main/studio/offers';
import { FarewellId, OfferId } from '../../../preload/contract';
import { temporaryFolder } from '../../support/temporary-pack';

describe('files that were opened with the studio', () => {
  let folder: string;
  let told: number;
  let offers: Offers;
  beforeEach(async () => {
    folder = await temporaryFolder(onTestFinished);
    told = 0;
    offers = new Offers(() => (told += 1));
    await writeFile(join(folder, 'boat.png'), 'x');
    await mkdir(join(folder, 'folder.png'));
  });

  test('come as handles that say nothing of their place', async () => {
    await offers.offer(['boat.png', '--switch'], folder);
    const [offer] = offers.take();
    expect(offer).toMatchObject({ kind: 'picture', name: 'boat.png' });
    expect(JSON.stringify(offer)).not.toContain(folder);
    expect([told, offers.take()]).toEqual([1, []]);
  });

  test('are good for one use', async () => {
    await offers.offer(['boat.png'], folder);
    const id = offers.take()[0]?.id ?? OfferId.parse('');
    expect(offers.use(id)).toBe(join(folder, 'boat.png'));
    expect(() => offers.use(id)).toThrow(/opened already/);
    expect(() => offers.use(OfferId.parse(`offer-${'0'.repeat(16)}`))).toThrow(/opened already/);
  });

  test('are left out when they are no files', async () => {
    await offers.offer(['folder.png', 'gone.png'], folder);
    expect([told, offers.take()]).toEqual([0, []]);
  });

  test('are not more than sixteen at a time', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${index}.png`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), 'x')));
    await offers.offer(names, folder);
    expect(offers.take()).toHaveLength(16);
  });
});

describe('a window that is about to close', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is waited for until it has handed over', async () => {
    const farewells = new Farewells();
    let gone = false;
    let asked: FarewellId | undefined;
    const waiting = farewells.await((farewell) => (asked = farewell)).then(() => (gone = true));
    await vi.advanceTimersByTimeAsync(2000);
    expect(gone).toBe(false);
    farewells.said(asked ?? FarewellId.parse(''));
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not waited for longer than three seconds', async () => {
    const waiting = new Farewells().await(() => undefined);
    await vi.advanceTimersByTimeAsync(3000);
    await expect(waiting).resolves.toBeUndefined();
  });
});
