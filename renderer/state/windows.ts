import type { OpenReply, ProjectSource, ProjectView } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { Notices } from './notices.svelte';
import type { Project } from './project.svelte';

export interface WindowsParts {
  readonly client: StudioClient;
  readonly notices: Notices;
  readonly project: Pick<Project, 'adopt'>;
  /** Whether nobody has done anything in this window, so that nobody misses it. */
  readonly isUntouched: () => boolean;
  /** Opens another window in the browser, which begins with this; whether the browser let it. */
  readonly openTab: (beginning: string) => boolean;
}

/** The other windows of the studio, each with its own project. */
export class Windows {
  readonly #parts: WindowsParts;

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  /** A window with a new project. */
  async openNew(): Promise<void> {
    await this.#parts.notices.guard(async () => {
      if (await this.#open()) return;
      this.#parts.notices.toast('The browser did not let a new window open; allow it beside the address.');
    });
  }

  /** Opens a project in a window of its own, or here where nothing is done yet and where no window can be had. */
  async openProject(source: ProjectSource): Promise<void> {
    const { client, notices } = this.#parts;
    await notices.guard(async () => this.show(await client.request('project.open', source)));
  }

  /** As {@link openProject}, for one that the host has opened. */
  async show(reply: OpenReply): Promise<void> {
    const elsewhere = reply.kind === 'opened' && !this.#parts.isUntouched() && (await this.#open(reply.project));
    if (!elsewhere) await this.#parts.project.adopt(reply);
  }

  async #open(project?: ProjectView): Promise<boolean> {
    const { client, openTab } = this.#parts;
    const { opened } = await client.request('window.open', project === undefined ? {} : { project: project.id });
    return opened || openTab(project?.id ?? 'new');
  }
}
