export { LibraryHost, type LibraryHostOptions, type LibraryPlace } from './library-host';
export type { LibraryChannel, LibraryLauncher } from './ports';
