export { LibraryHost, type LibraryHostOptions, type LibraryPlace } from './library-host';
export { eyeOf } from './retriever-in-use';
export type { LibraryChannel, LibraryLauncher } from './ports';
