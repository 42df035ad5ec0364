import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IpcMainInvokeEvent, Item, WebContents, WindowOpenHandlerResponse } from 'electron';
import type { Page } from 'playwright-core';
import { ownAddress, pageAddress } from './addresses';
import { cloneCodec } from './clone-codec';
import { ipcMain } from './ipc-main';
import { PreloadWorld, type Spoken } from './preload-world';
import { feelPulse } from './pulse';
import { PreventableEvent, standsFor } from './seam';
import { type StandInSession, session } from './session';
import { SessionMemory } from './session-memory';
import { settings } from './settings';

type Members =
  'id' | 'send' | 'getURL' | 'reload' | 'setWindowOpenHandler' | 'isCrashed' | 'startDrag' | 'undo' | 'redo';
type Offered = Pick<WebContents, Members | 'forcefullyCrashRenderer' | 'setWebRTCIPHandlingPolicy'>;
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type WebRtcPolicy = Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0];
type Said = { kind: 'invoke' | 'send'; id: number; channel: string; words: unknown[] };

const codec = cloneCodec();
let count = 0;

export class StandInContents extends EventEmitter implements Offered {
  readonly id = ++count;
  readonly session: StandInSession = session.defaultSession;
  /** What was sent while no browser shows the page. */
  readonly sent: { readonly channel: string; readonly words: unknown[] }[] = [];
  /** The files that were dragged out of the page. */
  readonly dragged: Item[] = [];
  page: Page | undefined;
  preload: PreloadWorld | undefined;
  readonly #memory = new SessionMemory();
  readonly #renew: () => Promise<void>;
  webRtcPolicy: WebRtcPolicy = 'default';
  #openHandler: OpenHandler | undefined;
  #address = '';
  #crashed = false;
  #loading = '';

  /** `renew` attaches a new page, for one whose process is gone is of no more use to Playwright. */
  constructor(renew: () => Promise<void>) {
    super();
    this.#renew = renew;
  }

  /** Takes a page of the browser and puts the preload script into it. */
  async attach(page: Page, preload: string | undefined): Promise<void> {
    this.page = page;
    page.on('crash', () => {
      this.#crashed = true;
      this.preload = undefined;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('download', (download) => {
      const event = new PreventableEvent();
      this.session.emit('will-download', event, { getURL: () => ownAddress(download.url()) }, this);
      if (event.defaultPrevented) void download.cancel();
    });
    const code = preload === undefined ? '' : await readFile(preload, 'utf8');
    await this.#memory.follow(page);
    this.preload = await PreloadWorld.open(page, code, (spoken) => void this.#answer(spoken));
    feelPulse(await page.context().newCDPSession(page), {
      patience: settings.hangsAfter,
      hangs: () => this.emit('unresponsive'),
      answers: () => this.emit('responsive'),
    });
  }

  async load(address: string): Promise<void> {
    this.#loading = address;
    await this.page?.goto(pageAddress(address), { waitUntil: 'load' });
    this.#address = address;
    this.#loading = '';
    this.emit('did-finish-load');
  }

  getURL(): string {
    return this.page === undefined ? this.#address : ownAddress(this.page.url());
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  forcefullyCrashRenderer(): void {
    void this.preload?.crash();
  }

  undo(): void {
    void this.#inText('Control+Z');
  }

  redo(): void {
    void this.#inText('Control+Shift+Z');
  }

  startDrag(item: Item): void {
    if (item.icon === '' || (typeof item.icon === 'object' && item.icon.isEmpty()))
      throw new Error("The 'icon' must not be empty"); // As Electron says.
    this.dragged.push(item);
  }

  reload(): void {
    if (this.#crashed) void this.#comeBack();
    else void this.page?.reload().catch(() => undefined);
  }

  send(channel: string, ...words: unknown[]): void {
    if (this.preload === undefined) this.sent.push({ channel, words });
    else void this.preload.tell({ channel, words });
  }

  setWebRTCIPHandlingPolicy(policy: WebRtcPolicy): void {
    this.webRtcPolicy = policy;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What becomes of a window that the page opens; Electron opens it unless it is told otherwise. */
  opens(url: string): WindowOpenHandlerResponse {
    const referrer = { url: this.getURL(), policy: 'no-referrer' as const };
    const details = { url, frameName: '', features: '', disposition: 'new-window' as const, referrer };
    return this.#openHandler?.(details) ?? { action: 'allow' };
  }

  /** Whether a frame may go there. Loading and reloading by the application ask nobody. */
  goes(url: string, isMainFrame: boolean): boolean {
    const own = [this.#loading, this.getURL()].map(withoutFragment);
    if (isMainFrame && own.includes(withoutFragment(url))) return true;
    const event = Object.assign(new PreventableEvent(), { url, isMainFrame });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  /** Shows the address again in a page with a process of its own. */
  async #comeBack(): Promise<void> {
    const gone = this.page;
    await this.#renew();
    this.#crashed = false;
    await gone?.close();
    await this.load(this.#address);
  }

  /** These commands act in a text field that has the focus, and nowhere else. */
  async #inText(keys: string): Promise<void> {
    const inText = await this.page?.evaluate(() => document.activeElement?.matches('input, textarea') ?? false);
    if (inText === true) await this.page?.keyboard.press(keys);
  }

  async #answer({ text, frame, context }: Spoken): Promise<void> {
    const { kind, id, channel, words } = codec.decode(text) as Said;
    const event = standsFor<IpcMainInvokeEvent>({ type: 'frame', senderFrame: frame, sender: this });
    if (kind === 'send') {
      ipcMain.emit(channel, event, ...words);
      return;
    }
    const reply = await ipcMain.invoke(event, channel, ...words).then(
      (value) => ({ ok: true, value }),
      (thrown: unknown) => ({ ok: false, value: `Error invoking remote method '${channel}': ${String(thrown)}` }),
    );
    await this.preload?.tell({ id, reply }, context);
  }
}

/** What follows the `#` is the page's own business and is not asked for. */
function withoutFragment(address: string): string {
  return address.replace(/#.*$/, '');
}
