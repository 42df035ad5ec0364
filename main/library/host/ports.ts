/** A running process of the library, seen from its host. */
export type LibraryChannel = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (exit: { readonly reason: string }) => void): void;
  kill(): void;
  readonly pid: number | undefined;
};

/** As the engine's processes are launched, without packs. */
export type LibraryLauncher = { launch(packs: readonly []): LibraryChannel };
