/**
 * Chromium cannot be taught a scheme of one's own from outside. The stand-in therefore serves `scheme://host/path` from
 * `https://host.scheme.stand-in.test/path`, which like it is a secure origin with a path, and translates at every border:
 * the page sees the one form, the application the other.
 */
const tail = '.stand-in.test';
const ownForm = /^(blob:)?([a-z][a-z0-9+-]*):\/\/([^/?#]*)/;
const pageForm = /^(blob:)?https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.stand-in\.test(?=[/?#]|$)/;
const ofTheNetwork = ['http', 'https', 'ws', 'wss', 'file', 'data', 'about', 'chrome-error', 'devtools'];

/** How the page names the address. */
export function pageAddress(address: string): string {
  return address.replace(ownForm, (whole, blob: string | undefined, scheme: string, host: string) =>
    ofTheNetwork.includes(scheme) ? whole : `${blob ?? ''}https://${host}.${scheme}${tail}`,
  );
}

/** How the application names the address. */
export function ownAddress(address: string): string {
  return address.replace(
    pageForm,
    (_whole, blob: string | undefined, host: string, scheme: string) => `${blob ?? ''}${scheme}://${host}`,
  );
}
