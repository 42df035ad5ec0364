/** How the next Electron is set up; a test says so before it loads the bundle of the main process. */
export type StandInSettings = {
  /** The browser that shows the windows. Without one a window only remembers what it was told. */
  chromium: string;
  isPackaged: boolean;
  /** The folder that processes of one application share, and in which they find each other; none for an only one. */
  profile: string;
  /** Whether others may look into the browser, as Playwright does. */
  remoteDebugging: boolean;
  version: string;
  /** Answers `app.getPath`. */
  folder: string;
  /** Addresses of modules that every utility process loads first. */
  utilityImports: readonly string[];
  /** Milliseconds after which a window counts as hanging. */
  hangsAfter: number;
  /** The windows that are open. */
  windows: () => readonly { close(): void }[];
};

export const settings: StandInSettings = {
  chromium: '',
  isPackaged: false,
  profile: '',
  remoteDebugging: false,
  version: '0.1.0',
  folder: '/pictures',
  utilityImports: [],
  hangsAfter: 30_000,
  windows: () => [],
};
