import { shortcutFor } from './shortcuts';
import type { Studio } from './studio.svelte';

/** Runs the shortcut that the key press means, if any. An open dialog or menu keeps its keys; one that just closed may still have the focus. */
export function pressShortcut(event: KeyboardEvent, studio: Studio): void {
  const { target } = event;
  if (event.defaultPrevented || isInside(target, 'dialog[open], [popover], [role="menu"]')) return;
  const inText = isInside(target, 'textarea, input, select');
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!inText && plain && event.key.toLowerCase() === peekKey) studio.staging.peeking = true;
  // A button that has the focus is pressed by Enter; the canvas has no use of its own for it.
  if (event.key === 'Enter' && isInside(target, 'button, a, summary, [role="slider"]')) return;
  const shortcut = shortcutFor(event, { inText }, studio);
  if (shortcut?.run === undefined) return;
  event.preventDefault();
  if (event.repeat && shortcut.once === true) return;
  shortcut.run(studio);
}

const peekKey = 'o';

/** Ends what lasts as long as its key is held. */
export function releaseShortcut({ key }: KeyboardEvent, { staging }: Studio): void {
  if (key.toLowerCase() === peekKey) staging.peeking = false;
}

function isInside(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
