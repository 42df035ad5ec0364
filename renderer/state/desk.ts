import type { FarewellId, FileOffer, StudioEvent } from '../../preload/contract';
import { runCommand } from './commands';
import type { Studio } from './studio.svelte';

/** What the desktop wants of the window: to open files, to do what its menu says, to make ready for closing. */
export class Desk {
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Takes what was opened with the studio, and listens from now on. */
  async start(): Promise<void> {
    this.#studio.client.subscribe((event) => this.#hear(event));
    await this.#takeOffers();
  }

  #hear(event: StudioEvent): void {
    if (event.type === 'files.offered') void this.#takeOffers();
    if (event.type === 'menu.chosen') runCommand(event.command, this.#studio);
    if (event.type === 'window.closing') void this.#handOver(event.farewell);
  }

  async #takeOffers(): Promise<void> {
    const { client, notices } = this.#studio;
    await notices.guard(async () => {
      const { offers } = await client.request('offers.take', {});
      for (const offer of offers) await notices.guard(() => this.#open(offer));
    });
  }

  async #open({ id, kind, name }: FileOffer): Promise<void> {
    const { client, files, notices, windows } = this.#studio;
    if (kind === 'project') await windows.openProject({ from: 'offer', offer: id });
    else if (kind === 'picture') files.place(await client.request('assets.offered', { offer: id }), name);
    else {
      const reply = await client.request('packs.install', { offer: id });
      if (reply.kind === 'installed') notices.toast(`The model pack “${reply.title}” is installed`);
    }
  }

  /** Whatever becomes of the last changes, the window does not keep the studio from closing. */
  async #handOver(farewell: FarewellId): Promise<void> {
    const { client, project } = this.#studio;
    await project.leave().catch(() => undefined);
    await client.request('window.farewell', { farewell });
  }
}
