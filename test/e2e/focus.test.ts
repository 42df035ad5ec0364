import { describe, expect, test } from 'vitest';
import { violationsOf } from './axe';
import { drawBox } from './boxes';
import { hasBrowser, useStudio } from './fixture';
import { keepScreenshot } from './kept-screenshots';
import type { StudioPage } from './studio-page';

/** What axe-core knows of contrast and of the order and the way of the keyboard, also where it is off by default or minor. */
const rules = [
  'color-contrast',
  'tabindex',
  'focus-order-semantics',
  'scrollable-region-focusable',
  'aria-hidden-focus',
  'nested-interactive',
  'target-size',
];
/** More than anybody has to press. */
const most = 150;
/** In pixels: what lies so far above another thing is in a line above it. */
const line = 12;

describe.skipIf(!hasBrowser)('the keyboard alone', { timeout: 240_000 }, () => {
  const studio = useStudio();

  test.each(['dark', 'light'] as const)('contrast and focus pass axe in the %s theme', async (colorScheme) => {
    const window = await studio.open({ colorScheme, reducedMotion: 'reduce' });
    expect(await violationsOf(window, rules), 'at the start').toEqual([]);
    await withEverything(window);
    expect(await violationsOf(window, rules), 'with boxes, a picture and a candidate').toEqual([]);
  });

  test('walks through all that can be pressed, in the order in which it is seen, and always shows where it is', async () => {
    const window = await studio.open({ reducedMotion: 'reduce' });
    await withEverything(window);
    const stops = await walk(window);
    await keepScreenshot(window, 'focus-walk');
    const named = stops.map(({ name }) => name);
    expect(
      stops.filter(({ isSeen }) => !isSeen).map(({ name }) => name),
      'out of sight',
    ).toEqual([]);
    expect(
      stops.filter(({ isMarked }) => !isMarked).map(({ name }) => name),
      'without a mark',
    ).toEqual([]);
    expect(
      stops.filter(({ name }) => name === ''),
      'without a name',
    ).toEqual([]);
    expect(named.length).toBeLessThan(most);
    expect(backwards(stops)).toEqual([]);
  });
});

/** Boxes, a picture that was accepted, and a candidate over it. */
async function withEverything(window: StudioPage): Promise<void> {
  await window.canvas.focus();
  await window.page.keyboard.press('r');
  await drawBox(window, [20, 130], [95, 222], 'red house');
  await window.draw('a red house in a meadow by day', 1);
  await window.accept();
  await window.draw('a red house in a meadow at night', 2);
}

interface Stop {
  /** The nearest part of the window that has a name. */
  readonly part: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly isSeen: boolean;
  readonly isMarked: boolean;
}

/** Every stop of Tab from the beginning of the page until it leaves it. */
async function walk(window: StudioPage): Promise<Stop[]> {
  const { page } = window;
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    document.getSelection()?.removeAllRanges();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: Stop[] = [];
  while (stops.length < most) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled))));
    const stop = await page.evaluate(focusedStop);
    if (stop === undefined) break;
    stops.push(stop);
  }
  return stops;
}

/** Runs in the page. */
function focusedStop(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  if (element.dataset['walked'] !== undefined) return undefined;
  element.dataset['walked'] = '';
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  const labels = isField ? [...(element.labels ?? [])] : [];
  const labelled = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
  const shownBy = element.matches('.visually-hidden') ? (labels[0] ?? element) : element;
  const { x, y, width, height } = shownBy.getBoundingClientRect();
  const part = element.closest('header, aside, footer, [role="toolbar"], section[aria-label], main');
  // Where it would be if nothing had been scrolled.
  const scrolled = element.closest('.scroll')?.scrollTop ?? 0;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shownBy);
  const hasOutline = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  const isInside = x >= -1 && y >= -1 && x + 4 < innerWidth && y + 4 < innerHeight;
  return {
    part: part?.getAttribute('aria-label') ?? part?.tagName.toLowerCase() ?? '',
    name:
      [
        element.getAttribute('aria-label'),
        labelled?.textContent,
        labels[0]?.textContent,
        element.textContent,
        element.title,
      ]
        .map((words) => words?.trim() ?? '')
        .find((words) => words !== '') ?? '',
    x: Math.round(x),
    y: Math.round(y) + scrolled,
    isSeen: width > 4 && height > 4 && isInside,
    isMarked: hasOutline || boxShadow !== 'none',
  };
}

/** Where the way goes back up within a part of the window, more than a line, or back to a part that it had left. */
function backwards(stops: readonly Stop[]): string[] {
  const left = new Set<string>();
  return stops.flatMap((stop, index) => {
    const before = stops[index - 1];
    if (before === undefined) return [];
    if (before.part !== stop.part) left.add(before.part);
    const isBack = left.has(stop.part);
    const isUp = before.part === stop.part && stop.y < before.y - line && stop.x < before.x + line;
    return isBack || isUp ? [`${before.name} (${before.part}) -> ${stop.name} (${stop.part})`] : [];
  });
}
