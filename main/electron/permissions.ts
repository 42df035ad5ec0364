import { isOwnPage } from './trust';

/** What the window may ask for, and why. Everything else is denied. */
const granted: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write':
    'The button on a caption copies its words. Reading the clipboard needs no permission on paste.',
};

export type Asker = { readonly address: string; readonly isMainFrame: boolean };

/** Only the window itself is given anything, never a frame inside it. */
export function isPermitted(permission: string, { address, isMainFrame }: Asker): boolean {
  return Object.hasOwn(granted, permission) && isMainFrame && isOwnPage(address);
}
