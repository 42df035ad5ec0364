import type { WebFrameMain } from 'electron';
import type { CDPSession, Page } from 'playwright-core';
import { cloneCodec } from './clone-codec';
import { FrameTree } from './frame-tree';
import { incoming, isolatedWorldName, isolatedWorldSource, mainWorldSource, outgoing } from './page-scripts';

/** A message of a preload script, and the frame that it came from. */
export type Spoken = { readonly text: string; readonly frame: WebFrameMain | null; readonly context: number };
type Context = { readonly frame: string; readonly isMain: boolean };

const codec = cloneCodec();

/** The isolated world of a page in which its preload script runs, before any script of the page. */
export class PreloadWorld {
  readonly #cdp: CDPSession;
  readonly #frames: FrameTree;
  /** Of each frame; only the main frame's holds the preload script. */
  readonly #contexts = new Map<number, Context>();

  private constructor(cdp: CDPSession, frames: FrameTree) {
    this.#cdp = cdp;
    this.#frames = frames;
  }

  static async open(page: Page, preload: string, hear: (spoken: Spoken) => void): Promise<PreloadWorld> {
    const cdp = await page.context().newCDPSession(page);
    const world = new PreloadWorld(cdp, await FrameTree.watch(cdp));
    await world.#watchContexts();
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === outgoing)
        hear({ text: payload, frame: world.#frameOf(executionContextId), context: executionContextId });
    });
    await cdp.send('Runtime.addBinding', { name: outgoing, executionContextName: isolatedWorldName });
    const isolated = { worldName: isolatedWorldName, source: isolatedWorldSource(preload) };
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', isolated);
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource() });
    return world;
  }

  /** Lost, as in Electron, when there is no page that could hear it. */
  async tell(message: object, context = this.#mainContext()): Promise<void> {
    if (context === undefined) return;
    const expression = `${incoming}(${JSON.stringify(codec.encode(message))})`;
    await this.#cdp.send('Runtime.evaluate', { contextId: context, expression }).catch(() => undefined);
  }

  /** Runs code where the preload script runs, or in the like world of a frame inside: what an attacker there can do. */
  async evaluate(expression: string, where: 'main frame' | 'inner frame' = 'main frame'): Promise<unknown> {
    const contextId = where === 'main frame' ? this.#mainContext() : this.#innerContext();
    if (contextId === undefined) throw new Error(`There is no ${where}.`);
    const how = { contextId, expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#cdp.send('Runtime.evaluate', how);
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  /** Ends the page's process at once. */
  async crash(): Promise<void> {
    await this.#cdp.send('Page.crash').catch(() => undefined);
  }

  async #watchContexts(): Promise<void> {
    this.#cdp.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      const frame = String((auxData as { frameId?: string } | undefined)?.frameId);
      if (name === isolatedWorldName) this.#contexts.set(id, { frame, isMain: this.#frames.isMain(frame) });
    });
    this.#cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts.delete(executionContextId);
    });
    this.#cdp.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    await this.#cdp.send('Runtime.enable');
  }

  #frameOf(context: number): WebFrameMain | null {
    const known = this.#contexts.get(context);
    return known === undefined ? null : this.#frames.frame(known.frame);
  }

  #mainContext(): number | undefined {
    return [...this.#contexts].filter(([, { isMain }]) => isMain).at(-1)?.[0];
  }

  #innerContext(): number | undefined {
    return [...this.#contexts].find(([, { isMain }]) => !isMain)?.[0];
  }
}
