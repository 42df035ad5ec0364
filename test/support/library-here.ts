import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LibraryChannel, LibraryHost, type LibraryHostOptions } from '../../main/library/host';
import { LibraryService } from '../../main/library/service';

type Listener = (message: unknown) => void;

/** The library's service in this very process; what is posted arrives in a turn of its own, as from a process. */
function launch(): LibraryChannel {
  let toService: Listener = () => undefined;
  let toHost: Listener = () => undefined;
  let exit: (how: { reason: string }) => void = () => undefined;
  const end = () => exit({ reason: 'it was asked to' });
  const port = {
    post: (message: unknown) => void setImmediate(() => toHost(message)),
    onMessage: (listener: Listener) => (toService = listener),
  };
  new LibraryService(port, end);
  return {
    post: (message) => void setImmediate(() => toService(message)),
    onMessage: (listener) => (toHost = listener),
    onExit: (listener) => (exit = listener),
    kill: end,
    pid: undefined,
  };
}

/** A place of its own for a library, and a launcher that starts no process. */
export function libraryPlace() {
  const folder = join(tmpdir(), 'brookesia-test-library', randomUUID());
  return { folder, thumbnails: join(folder, 'thumbnails'), launcher: { launch } };
}

/** A photo library with everything real but its process. */
export function libraryHere(change: Partial<LibraryHostOptions> = {}): LibraryHost {
  return new LibraryHost({
    ...libraryPlace(),
    packs: async () => [],
    embed: async () => [],
    emit: () => undefined,
    picture: () => new Uint8Array(),
    watch: false,
    ...change,
  });
}
