import { describe, expect, test } from 'vitest';
import type { PhotoPage } from '../../../preload/contract';
import { gridWindow, tilePitch } from '../../../renderer/state/grid-window';
import { PhotoPages, pageLength } from '../../../renderer/state/photo-pages';
import { photoView } from '../../support/photo-views';

describe('the grid of 100,000 photos', () => {
  const width = 10 * tilePitch;
  const height = 6 * tilePitch;

  test('draws what is seen and a few rows around it, wherever one scrolls', () => {
    for (let scrolled = 0; scrolled < 10_000 * tilePitch; scrolled += 99_991) {
      const { first, end, top } = gridWindow(100_000, width, height, scrolled);
      expect(end - first).toBeLessThanOrEqual(130);
      expect(top).toBeLessThanOrEqual(scrolled);
      expect(top + ((end - first) / 10) * tilePitch).toBeGreaterThanOrEqual(
        Math.min(scrolled + height, 10_000 * tilePitch),
      );
    }
  });

  test('has the height of all of its rows', () => {
    expect(gridWindow(100_001, width, height, 0)).toMatchObject({ columns: 10, height: 10_001 * tilePitch });
    expect(gridWindow(0, width, height, 0)).toMatchObject({ height: 0, first: 0, end: 0 });
    expect(gridWindow(5, 10, height, 0).columns).toBe(1);
  });
});

describe('pages of photos', () => {
  function pagesOf(total: number) {
    const asked: number[] = [];
    const fetch = async (offset: number, limit: number): Promise<PhotoPage> => {
      asked.push(offset);
      const photos = Array.from({ length: Math.min(limit, total - offset) }, (_, index) => photoView(offset + index));
      return Promise.resolve({ photos, total });
    };
    return { asked, fetch };
  }

  test('are fetched once, and only those that are wanted', async () => {
    const { asked, fetch } = pagesOf(100_000);
    const totals: number[] = [];
    const pages = new PhotoPages(fetch, (total) => totals.push(total));
    await Promise.all([pages.want(pageLength - 1, pageLength), pages.want(0, 10)]);
    expect(asked).toEqual([0, pageLength]);
    expect(pages.at(pageLength)).toEqual(photoView(pageLength));
    expect(pages.at(5 * pageLength)).toBeUndefined();
    expect(totals).toEqual([100_000, 100_000]);
  });

  test('that nobody looked at for long are forgotten', async () => {
    const { fetch } = pagesOf(100_000);
    const pages = new PhotoPages(fetch, () => undefined);
    for (let number = 0; number < 40; number++) await pages.want(number * pageLength, number * pageLength);
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(39 * pageLength)).toEqual(photoView(39 * pageLength));
  });

  test('that failed may be asked for again', async () => {
    const { fetch } = pagesOf(10);
    let fails = true;
    const pages = new PhotoPages(
      (offset, limit) => (fails ? Promise.reject(new Error('no')) : fetch(offset, limit)),
      () => undefined,
    );
    await expect(pages.want(0, 1)).rejects.toThrow('no');
    fails = false;
    await pages.want(0, 1);
    expect(pages.at(1)).toEqual(photoView(1));
  });
});
