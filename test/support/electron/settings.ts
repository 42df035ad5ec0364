/** How the next Electron is set up; a test says so before it loads the bundle of the main process. */
export type StandInSettings = {
  /** The browser that shows the windows. Without one a window only remembers what it was told. */
  chromium: string;
  isPackaged: boolean;
  /** Whether this is the only instance. */
  isFirstInstance: boolean;
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
  isFirstInstance: true,
  version: '0.1.0',
  folder: '/pictures',
  utilityImports: [],
  hangsAfter: 30_000,
  windows: () => [],
};
