import { EventEmitter } from 'node:events';
import type { OnBeforeRequestListenerDetails, Session, WebContents, WebRequest } from 'electron';
import type { StandInContents } from './web-contents';
import { standsFor } from './seam';

type Handlers =
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setSpellCheckerEnabled';
type Offered = Pick<Session, Handlers> & { readonly webRequest: Pick<WebRequest, 'onBeforeRequest'> };
type Permission = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];
type RequestListener = (
  details: OnBeforeRequestListenerDetails,
  decide: (verdict: { cancel?: boolean }) => void,
) => void;

/** What Chromium can be told to grant, by Electron's name for it. */
const grantable: Partial<Record<Permission, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  midiSysex: ['midi-sysex'],
  notifications: ['notifications'],
  'storage-access': ['storage-access'],
};

export class StandInSession extends EventEmitter implements Offered {
  spellChecker = true;
  #request: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  #check: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  #device: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  #listener: RequestListener | null = null;

  readonly webRequest = {
    onBeforeRequest: (...words: unknown[]) => {
      this.#listener = words.at(-1) as RequestListener | null;
    },
  };

  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    this.#device = handler;
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spellChecker = enable;
  }

  /** Whether the application refuses the request. */
  cancels(details: OnBeforeRequestListenerDetails): Promise<boolean> {
    const listener = this.#listener;
    if (listener === null) return Promise.resolve(false);
    return new Promise((resolve) => listener(details, ({ cancel }) => resolve(cancel === true)));
  }

  /** As Electron without a handler: everything is granted. */
  grants(permission: Permission, contents: StandInContents): boolean {
    const details = { isMainFrame: true, requestingUrl: contents.getURL() };
    const asker = standsFor<WebContents>(contents);
    let granted = this.#request === null;
    this.#request?.(asker, permission, (yes) => (granted = yes), details);
    return granted || (this.#check?.(asker, permission, details.requestingUrl, details) ?? false);
  }

  grantsDevice(details: Parameters<NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>>[0]): boolean {
    return this.#device?.(details) ?? false;
  }

  /** Chromium's names of what the application grants to the window. */
  granted(contents: StandInContents): string[] {
    const names = Object.keys(grantable) as Permission[];
    return names.filter((name) => this.grants(name, contents)).flatMap((name) => grantable[name] ?? []);
  }
}

export const session = { defaultSession: new StandInSession() };
