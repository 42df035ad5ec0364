import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from './built-studio';

/**
 * As much of Electron as the built main bundle touches, without a screen: windows only remember what they were told, the
 * engine's process is a real one. Issue "The Electron shell" replaces this by a stand-in with a real Chromium.
 */
type Handler = (...values: unknown[]) => unknown;
type Load = (request: { method: string; url: string }) => Promise<Response>;
type SaveOptions = { readonly defaultPath: string };

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  readonly sent: { channel: string; message: unknown }[] = [];
  readonly options: { readonly webPreferences: Record<string, unknown> };
  readonly webContents = { send: (channel: string, message: unknown) => this.sent.push({ channel, message }) };
  address = '';

  constructor(options: FakeWindow['options']) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }

  static getAllWindows(): readonly FakeWindow[] {
    return FakeWindow.all;
  }

  static getFocusedWindow(): null {
    return null;
  }

  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
}

export class FakeApp extends EventEmitter {
  readonly isPackaged = false;
  readonly switches: string[] = [];
  readonly commandLine = { appendSwitch: (name: string) => this.switches.push(name) };
  sandboxed = false;
  exitCode: number | undefined;

  requestSingleInstanceLock = () => true;
  whenReady = () => Promise.resolve();
  getVersion = () => '0.1.0';
  getPath = () => '/pictures';
  enableSandbox = () => {
    this.sandboxed = true;
  };
  exit = (code: number) => {
    this.exitCode = code;
    this.emit('exited');
  };
}

export class FakeSession {
  permission: ((contents: unknown, permission: string, decide: (granted: boolean) => void) => void) | undefined;
  check: (() => boolean) | undefined;
  load: ((details: { url: string }, decide: (verdict: { cancel: boolean }) => void) => void) | undefined;
  setPermissionRequestHandler = (handler: FakeSession['permission']) => {
    this.permission = handler;
  };
  setPermissionCheckHandler = (handler: FakeSession['check']) => {
    this.check = handler;
  };
  setDevicePermissionHandler = () => undefined;
  setSpellCheckerEnabled = () => undefined;
  readonly webRequest = {
    onBeforeRequest: (handler: FakeSession['load']) => {
      this.load = handler;
    },
  };
}

class FakeUtility extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(entry: string) {
    super();
    this.#child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stderr(): NodeJS.ReadableStream | null {
    return this.#child.stderr;
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}

export function createFakeElectron() {
  const handlers = new Map<string, Handler>();
  const loads = new Map<string, Load>();
  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const saving = { path: '', asked: [] as string[] };
  const session = new FakeSession();
  const showSaveDialog = (options: SaveOptions) => {
    saving.asked.push(options.defaultPath);
    return Promise.resolve({ canceled: saving.path === '', filePath: saving.path });
  };
  const module = {
    app: new FakeApp(),
    BrowserWindow: FakeWindow,
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => undefined },
    dialog: { showSaveDialog },
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
    protocol: {
      registerSchemesAsPrivileged: (list: typeof schemes) => schemes.push(...list),
      handle: (scheme: string, load: Load) => loads.set(scheme, load),
    },
    session: { defaultSession: session },
    utilityProcess: { fork: (entry: string) => new FakeUtility(entry) },
  };
  return { module, handlers, loads, schemes, saving, session };
}

export const builtElectron = join(projectRoot, 'out', 'main', 'electron.js');
