import type { Session, WebContents } from 'electron';
import { isPermitted } from './permissions';
import { isAllowedLoad } from './trust';

type GuardedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Keeps a session from asking for anything unlisted, from reaching the network and from writing files by itself. */
export function guardSession(session: GuardedSession, developing: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl, isMainFrame }) =>
    decide(isPermitted(permission, { address: requestingUrl, isMainFrame })),
  );
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) =>
    isPermitted(permission, { address: origin, isMainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isAllowedLoad(url, developing) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps a page from going elsewhere, from opening other windows or embedding pages, and from sending anything by WebRTC. */
export function guardContents(contents: WebContents): void {
  // No policy of content concerns it, and it asks no one. Over TCP it goes by the proxy, see switches.ts.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
