/**
 * Switches with which whoever starts the studio could look into it, load code into it, or take its guards away. Links and
 * file associations of the system start programs with words of strangers, so these are refused before anything is opened.
 * Node's own (`--inspect`, NODE_OPTIONS) are refused by Electron's fuses.
 */
const dangerous = [
  /^(remote-debugging-|remote-allow-origins|auto-open-devtools|devtools-)/,
  /^(load-extension|disable-extensions-except|renderer-cmd-prefix|utility-cmd-prefix|gpu-launcher|browser-subprocess-path)/,
  /^(js-flags|enable-blink-features|disable-web-security|allow-file-access|allow-running-insecure)/,
  /^(disable-site-isolation|disable-features|ignore-certificate-errors|ssl-key-log-file|log-net-log|net-log)/,
  /^(proxy-|host-rules|host-resolver-rules|no-proxy-server|enable-automation|register-pepper|ppapi-)/,
];

/** The first switch that the studio does not start with. */
export function refusedSwitch(words: readonly string[]): string | undefined {
  return words.find((word) => isDangerous(word));
}

/** Chromium takes one dash or two and, on Windows, a slash; names in any case there. */
function isDangerous(word: string): boolean {
  const name = /^(?:--?|\/)([^=]+)/.exec(word)?.[1]?.toLowerCase();
  return name !== undefined && dangerous.some((pattern) => pattern.test(name));
}

/**
 * What the studio tells Chromium: nothing of its own may reach the network, not even to resolve a name. What does not ask the
 * guard of requests, such as WebTransport and WebRTC over TCP, is sent to a proxy that is not there.
 */
export const ownSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  // The port is one that only the superuser could listen on.
  ['proxy-server', '127.0.0.1:9'],
  ['proxy-bypass-list', '<-loopback>'],
];
