import { shortcutFor } from './shortcuts';
import type { Studio } from './studio.svelte';

/** Runs the shortcut that the key press means, if any. An open dialog keeps its keys. */
export function pressShortcut(event: KeyboardEvent, studio: Studio): void {
  const { target } = event;
  if (event.defaultPrevented || isInside(target, 'dialog, [popover]')) return;
  const shortcut = shortcutFor(event, { inText: isInside(target, 'textarea, input, select') }, studio);
  if (shortcut?.run === undefined) return;
  event.preventDefault();
  shortcut.run(studio);
}

function isInside(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
