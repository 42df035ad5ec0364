import { readFileSync } from 'node:fs';

/** Electron's binary holds this text, then the version and the length of the wire, then one character for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const version = 1;

/** In the order of the wire; as the shipped binary must have them. */
const wanted = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

/** A stand-in for Electron's binary whose fuses are all the other way round. */
export function freshWire() {
  const fuses = Object.values(wanted).map((on) => (on ? '0' : '1'));
  return Buffer.from(`${sentinel}${String.fromCharCode(version, fuses.length)}${fuses.join('')}`, 'latin1');
}

/**
 * Complaints about the fuses that are not as they must be.
 * @param {string} binary
 * @returns {string[]}
 */
export function fusesThatDiffer(binary) {
  const bytes = readFileSync(binary, 'latin1');
  const start = bytes.indexOf(sentinel) + sentinel.length + 2;
  return Object.entries(wanted).flatMap(([name, on], index) =>
    bytes[start + index] === (on ? '1' : '0') ? [] : [`The fuse ${name} is not ${on ? 'on' : 'off'}.`],
  );
}
