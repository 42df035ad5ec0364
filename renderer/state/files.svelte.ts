import {
  maximumAssetBytes,
  maximumProjectBytes,
  projectEnding,
  type AssetId,
  type AssetView,
  type OpenReply,
  type SaveReply,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Drawing } from './drawing.svelte';
import { bytesOf, type PictureFile } from './file-bytes';
import { pictureFileName, plainFileName } from './file-name';
import type { Notices } from './notices.svelte';
import type { Project } from './project.svelte';
import type { Acceptance, Staging } from './staging.svelte';
import type { Windows } from './windows';

export interface FilesParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly drawing: Drawing;
  readonly notices: Notices;
  readonly project: Pick<Project, 'adopt'>;
  readonly windows: Pick<Windows, 'show'>;
  readonly staging: Staging;
  /** Lets the browser keep what is at the address as a file of that name. */
  readonly download: (url: string, name: string) => void;
  /** Puts the picture at the address on the clipboard. */
  readonly copyPicture: (url: string) => Promise<void>;
  /** Asks the user for a picture or project file; nothing when they change their mind. */
  readonly pickFile: () => Promise<PictureFile | undefined>;
}

/** Pictures and projects that come from files, and pictures that go into files. */
export class Files {
  saving = $state(false);
  readonly #parts: FilesParts;

  constructor(parts: FilesParts) {
    this.#parts = parts;
  }

  async choose(): Promise<void> {
    const file = await this.#parts.pickFile();
    if (file !== undefined) await this.open(file);
  }

  async open(file: PictureFile): Promise<void> {
    if (isProject(file)) await this.#openProject(file, (reply) => this.#parts.project.adopt(reply));
    else await this.#openPicture(file);
  }

  /** A project that is dropped on a window in which something was done gets one of its own. */
  async drop(file: PictureFile, how: Acceptance = 'replace'): Promise<void> {
    if (isProject(file)) await this.#openProject(file, (reply) => this.#parts.windows.show(reply));
    else await this.#openPicture(file, how);
  }

  async #openProject(file: PictureFile, show: (reply: OpenReply) => Promise<void>): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const bytes = await bytesOf(file, maximumProjectBytes);
      await show(await this.#parts.client.request('project.import', { bytes, name: plainFileName(file.name) }));
    });
  }

  async #openPicture(file: PictureFile, how?: Acceptance): Promise<void> {
    await this.#parts.notices.guard(async () => {
      const bytes = await bytesOf(file, maximumAssetBytes);
      this.place(await this.#parts.client.request('assets.put', { bytes }), file.name, how);
    });
  }

  /** Puts a picture on the canvas that the host has from a file of this name. */
  place(picture: AssetView, fileName: string, how: Acceptance = 'replace'): void {
    const { drawing, document } = this.#parts;
    drawing.watched = undefined;
    const arriving = { ...picture, asset: picture.id, name: stem(fileName) };
    if (how === 'layer') document.placeAbove('open as a layer', arriving);
    else document.place('open a picture', arriving);
  }

  /** Puts the picture on the canvas on the clipboard. */
  async copy(): Promise<void> {
    const picture = this.#parts.staging.seen;
    if (picture === undefined) return;
    await this.#parts.notices.guard(async () => {
      await this.#parts.copyPicture(this.#parts.client.assetUrl(picture.asset));
      this.#parts.notices.toast('The picture is on the clipboard');
    });
  }

  /** Begins to drag a picture out of the window, where the shell has a desktop around it. */
  async drag(asset: AssetId, name: string, seed: number | undefined): Promise<void> {
    await this.#parts.notices.guard(async () => {
      await this.#parts.client.request('pictures.drag', { asset, name: pictureFileName(name, seed) });
    });
  }

  /** Saves the picture on the canvas, or another one, as PNG. */
  async save(picture = this.#parts.staging.seen): Promise<void> {
    if (picture === undefined || this.saving) return;
    this.saving = true;
    const name = pictureFileName(picture.name, picture.recipe?.seed);
    await this.#parts.notices.guard(async () => {
      this.tell(await this.#parts.client.request('pictures.save', { asset: picture.asset, name }));
    });
    this.saving = false;
  }

  /** Says what came of saving; lets the browser take what the studio could not write itself. */
  tell(reply: SaveReply): void {
    if (reply.kind === 'saved') this.#parts.notices.toast(`Saved as ${reply.path}`);
    if (reply.kind !== 'download') return;
    this.#parts.download(reply.url, reply.name);
    this.#parts.notices.toast(`Saved ${reply.name} to your downloads`);
  }
}

function isProject({ name }: PictureFile): boolean {
  return name.toLowerCase().endsWith(projectEnding);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
