import type { WebFrameMain } from 'electron';
import type { CDPSession } from 'playwright-core';
import { ownAddress } from './addresses';
import { standsFor } from './seam';

type Known = { readonly url: string; readonly parent: string | undefined };
type Reported = { readonly id: string; readonly parentId?: string; readonly url: string };

/** The frames of a page by Chromium's own ids, as Electron shows them. */
export class FrameTree {
  readonly #frames = new Map<string, Known>();

  static async watch(cdp: CDPSession): Promise<FrameTree> {
    const tree = new FrameTree();
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      tree.#frames.set(frameId, { url: 'about:blank', parent: parentFrameId });
    });
    cdp.on('Page.frameNavigated', ({ frame }) => tree.#note(frame));
    cdp.on('Page.frameDetached', ({ frameId }) => tree.#frames.delete(frameId));
    await cdp.send('Page.enable');
    const { frameTree } = await cdp.send('Page.getFrameTree');
    tree.#note(frameTree.frame);
    return tree;
  }

  /** null for a frame that is gone. */
  frame(id: string): WebFrameMain | null {
    const known = this.#frames.get(id);
    if (known === undefined) return null;
    const parent = known.parent === undefined ? null : this.frame(known.parent);
    return standsFor<WebFrameMain>({ url: ownAddress(known.url), parent, frameToken: id });
  }

  isMain(id: string): boolean {
    return this.#frames.get(id)?.parent === undefined;
  }

  #note({ id, parentId, url }: Reported): void {
    this.#frames.set(id, { url, parent: parentId });
  }
}
