import { studioOrigin } from '../../preload/contract';

/** What is read of Electron's WebFrameMain. */
export type Frame = { readonly url: string; readonly parent: Frame | null };

/** Requests count only when they come from our own page in the window itself, not from a frame inside it. */
export function isTrustedFrame(frame: Frame | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isOwnPage(frame.url);
}

/** `URL.origin` is null for a scheme of one's own, so scheme and host are compared. */
export function isOwnPage(address: string): boolean {
  const url = parseAddress(address);
  return (
    url !== undefined && `${url.protocol}//${url.host}` === studioOrigin && url.username === '' && url.password === ''
  );
}

/** Everything the window may load: the studio's own addresses, and what the page itself made. The rest is the network. */
export function isAllowedLoad(address: string, developing: boolean): boolean {
  if (address.startsWith(`blob:${studioOrigin}/`) || address.startsWith('data:')) return true;
  return isOwnPage(address) || (developing && parseAddress(address)?.protocol === 'devtools:');
}

function parseAddress(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}
