import type { BrowserContext, Locator, Page } from 'playwright-core';
import {
  type Channel,
  type ChannelInput,
  type ChannelReply,
  type Job,
  ReplyEnvelope,
  StudioError,
  channels,
} from '../../preload/contract';
import { type WindowDoor, browserDoor } from './window-door';

/** How long anything that the engine does may take on a machine that is busy with other work. */
const patience = 90_000;

/** Where something lies on the page, in CSS pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The studio's window, as the tests see and use it. */
export class StudioPage {
  readonly page: Page;
  readonly #door: WindowDoor;
  /** What must never happen: console errors (which policy violations are too), exceptions, requests to elsewhere. */
  readonly problems: string[] = [];
  readonly prompt: Locator;
  readonly seed: Locator;
  readonly canvas: Locator;
  readonly generateButton: Locator;
  readonly cancelButton: Locator;
  readonly progress: Locator;
  readonly alert: Locator;
  readonly engine: Locator;
  readonly caption: Locator;
  readonly results: Locator;

  constructor(page: Page, origin: string, door: WindowDoor = browserDoor) {
    this.page = page;
    this.#door = door;
    page.setDefaultTimeout(patience);
    watch(page, origin, this.problems);
    this.prompt = page.getByTestId('prompt');
    this.seed = page.getByTestId('seed');
    this.canvas = page.getByTestId('canvas');
    this.generateButton = page.getByTestId('generate');
    this.cancelButton = page.getByTestId('cancel');
    this.progress = page.getByTestId('progress');
    this.alert = page.getByRole('alert');
    this.engine = page.getByTestId('engine-state');
    this.caption = page.getByTestId('caption');
    this.results = page.getByTestId('result');
  }

  /** Opens the printed address and waits until sentences can be drawn. */
  static async open(context: BrowserContext, address: string): Promise<StudioPage> {
    const studio = await StudioPage.visit(context, address);
    await studio.ready();
    await studio.settled();
    return studio;
  }

  /** Opens the printed address and waits for nothing. */
  static async visit(context: BrowserContext, address: string): Promise<StudioPage> {
    const studio = new StudioPage(await context.newPage(), new URL(address).origin);
    await studio.page.goto(address, { waitUntil: 'commit' });
    return studio;
  }

  async ready(): Promise<void> {
    await this.prompt.waitFor();
    await this.page.locator('[data-testid="engine-state"][data-state="ready"]').waitFor();
  }

  /** What was drawn or is being drawn already for its project has reached the window. */
  async settled(): Promise<void> {
    const project = await this.page.evaluate(() => sessionStorage.getItem('brookesia.project'));
    const jobs = (await this.jobs()).filter(({ request }) => (request.project ?? project) === project);
    const shown = this.page.locator('[data-testid="canvas"][data-picture-asset]');
    if (jobs.some(({ state }) => state === 'queued' || state === 'running')) await this.progress.or(shown).waitFor();
    else if (jobs.some(({ result }) => result?.kind === 'pictures')) await shown.waitFor();
  }

  async write(sentence: string): Promise<void> {
    await this.prompt.fill(sentence);
  }

  async setSeed(seed: number): Promise<void> {
    await this.seed.fill(String(seed));
    await this.seed.press('Tab');
  }

  async setPictures(count: 1 | 2 | 3 | 4): Promise<void> {
    await this.page.getByTestId(`pictures-${count}`).check({ force: true });
  }

  /** Starts drawing as people do, from the prompt. */
  async submit(sentence: string, seed: number): Promise<void> {
    await this.setSeed(seed);
    await this.write(sentence);
    await this.prompt.press('Control+Enter');
  }

  /** Draws a picture to its end; gives its asset once the canvas shows it. */
  async draw(sentence: string, seed: number): Promise<string> {
    const before = await this.shownAsset();
    await this.submit(sentence, seed);
    return this.waitForPicture(before);
  }

  /** Puts the candidate over the frame into the document; does nothing where an empty frame has taken it already. */
  async accept(): Promise<void> {
    const staged = await this.canvas.getAttribute('data-staged-asset');
    if (staged === null) return;
    await this.page.getByTestId('accept').click();
    await this.page.locator('[data-testid="canvas"]:not([data-staged-asset])').waitFor();
  }

  /** Waits until the canvas shows a finished picture other than the one before. */
  async waitForPicture(before?: string): Promise<string> {
    const other = before === undefined ? '' : `:not([data-picture-asset="${before}"])`;
    await this.page.locator(`[data-testid="canvas"][data-picture-asset]${other}`).waitFor();
    return (await this.shownAsset()) ?? '';
  }

  /** Waits until the canvas shows finished rows of a picture that is still being drawn. */
  async waitForRows(): Promise<void> {
    await this.page.locator('[data-testid="canvas"]:not([data-preview-rows="0"])').waitFor();
  }

  async shownRows(): Promise<number> {
    return Number(await this.canvas.getAttribute('data-preview-rows'));
  }

  async shownAsset(): Promise<string | undefined> {
    return (await this.canvas.getAttribute('data-picture-asset')) ?? undefined;
  }

  /** Every value that the attribute takes from now on, in order. */
  async record(element: Locator, attribute: string): Promise<() => Promise<string[]>> {
    const values = await element.evaluateHandle((node, name) => {
      const seen: string[] = [];
      new MutationObserver(() => {
        const now = node.getAttribute(name) ?? '';
        if (now !== seen.at(-1)) seen.push(now);
      }).observe(node, { attributes: true, attributeFilter: [name] });
      return seen;
    }, attribute);
    return () => values.jsonValue();
  }

  /** Asks the host by the window's own way. Throws the error that comes back. */
  async ask<C extends Channel>(channel: C, payload: ChannelInput<C>): Promise<ChannelReply<C>> {
    const envelope = ReplyEnvelope.parse(await this.#door.request(this.page, channel, payload));
    if (!envelope.ok) throw new StudioError(envelope.error);
    // The schema is looked up by the channel, which the compiler cannot follow through the union of all replies.
    return channels[channel].reply.parse(envelope.value) as ChannelReply<C>;
  }

  async jobs(): Promise<Job[]> {
    return (await this.ask('jobs.list', {})).jobs;
  }

  /** The file behind an asset, as the window loads it. */
  assetBytes(asset: string): Promise<Uint8Array> {
    return this.#door.picture(this.page, asset);
  }

  /** Where the document lies on the page. `side` is its side in pixels. */
  async documentBox(side: number): Promise<Box> {
    const box = await this.canvas.boundingBox();
    const [x = 0, y = 0] = ((await this.canvas.getAttribute('data-origin')) ?? '').split(' ').map(Number);
    const length = side * Number(await this.canvas.getAttribute('data-zoom'));
    return { x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + y, width: length, height: length };
  }

  /** What is really on the screen there. */
  async screenshot(clip: Box): Promise<Uint8Array> {
    return this.page.screenshot({ clip, animations: 'disabled' });
  }

  /** Adds a folder to the photo library, whose panel is open. */
  addFolder(folder: string): Promise<void> {
    return this.#door.addFolder(this.page, folder);
  }

  /** Presses the button or shortcut that saves, and gives the name that was proposed and where the file is. */
  save(press: () => Promise<void>): Promise<{ name: string; path: string }> {
    return this.#door.save(this.page, press);
  }
}

function watch(page: Page, origin: string, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (!isOwn(request.url(), origin)) problems.push(`request to ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(origin).host) problems.push(`socket to ${socket.url()}`);
  });
}

/** Data and blob addresses hold what the page already has. */
function isOwn(address: string, origin: string): boolean {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}` === origin || protocol === 'data:' || protocol === 'blob:';
}
