import sharp from 'sharp';
import {
  type AssetId,
  type DocumentChange,
  type ProjectView,
  type Snapshot,
  StudioError,
  type StudioDocument,
} from '../../preload/contract';
import type { KillableStudio } from './killable-studio';
import { numberedLayer } from './numbered-layer';

/** What the studio has acknowledged: the width of the document counts the changes, a snapshot is named by it. */
export type Acknowledged = { readonly changed: number; readonly saved: number; readonly kept: number };

const mostSnapshots = 3;

export const blankDocument: StudioDocument = {
  ...{ version: 1, width: 1, height: 1, frame: { x: 0, y: 0, width: 1, height: 1 } },
  layers: [],
};

/** Works like a person in a hurry, until the studio is gone: draws, opens pictures, accepts, saves, exports. */
export class ScriptedSession {
  readonly #studio: KillableStudio;
  readonly #project: ProjectView;
  #document: StudioDocument;
  /** From the newest to the oldest. */
  #snapshots: readonly Snapshot[];
  acknowledged: Acknowledged;
  /** Resolves with the first change that the studio has acknowledged. */
  readonly begun: Promise<void>;
  #begin: () => void = () => undefined;
  /** What was done, by its name, and how often. */
  readonly done = new Map<string, number>();

  constructor(studio: KillableStudio, project: ProjectView, saved: number) {
    this.#snapshots = project.snapshots;
    this.#studio = studio;
    this.#project = project;
    this.#document = project.document;
    this.acknowledged = { changed: project.document.width, saved, kept: newestOf(project.snapshots) };
    this.begun = new Promise((resolve) => (this.#begin = resolve));
  }

  /** Ends only by what is thrown when the studio is killed. */
  async work(): Promise<never> {
    for (;;) {
      const number = this.#document.width + 1;
      const asset = number % 6 === 2 ? await this.#draw(number) : await this.#open(number);
      await this.#accept(number, asset);
      if (number % 4 === 0) await this.#save(number);
      if (number % 5 === 0) await this.#export();
      if (number % 7 === 0) await this.#keepSnapshot(number);
    }
  }

  async #open(number: number): Promise<AssetId> {
    const background = { r: number % 256, g: (number >> 8) % 256, b: 7 };
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background } });
    const { id } = await this.#studio.put(await picture.png().toBuffer());
    return id;
  }

  /** The model is asked for a picture; when it is not there soon the session goes on with another one. */
  async #draw(number: number): Promise<AssetId> {
    const { id } = await this.#studio.ask('jobs.submit', {
      request: { task: 'generate', prompt: 'a red boat', seed: number },
    });
    this.#count('draw');
    for (let look = 0; look < 20; look++) {
      const { jobs } = await this.#studio.ask('jobs.list', {});
      const result = jobs.find((job) => job.id === id)?.result;
      if (result?.kind === 'pictures' && result.pictures[0] !== undefined) return result.pictures[0].asset;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return this.#open(number);
  }

  async #accept(number: number, asset: AssetId): Promise<void> {
    const { id: project, turn } = this.#project;
    const layer = numberedLayer(number, asset);
    const order = [...this.#document.layers.map((each) => each.id), layer.id].slice(-6);
    const { height, frame } = this.#document;
    const change: DocumentChange = { canvas: { width: number, height, frame }, layers: [layer], order };
    await this.#untilKept(() => this.#studio.ask('project.changes', { project, turn, change }));
    const kept = [...this.#document.layers, layer].slice(-6);
    this.#document = { ...this.#document, width: number, layers: kept };
    this.acknowledged = { ...this.acknowledged, changed: number };
    this.#count('accept');
    this.#begin();
  }

  async #save(number: number): Promise<void> {
    const { id: project, turn } = this.#project;
    try {
      await this.#studio.ask('project.save', { project, turn, name: 'boat' });
      this.acknowledged = { ...this.acknowledged, saved: number };
      this.#count('save');
    } catch (thrown) {
      this.#hear(thrown);
    }
  }

  /** Under the number of the change, the oldest of too many forgotten. */
  async #keepSnapshot(number: number): Promise<void> {
    const { id: project, turn } = this.#project;
    await this.#untilKept(async () => {
      const { snapshots } = await this.#studio.ask('project.snapshot', { project, turn, name: `${number}` });
      this.#snapshots = snapshots;
    });
    this.acknowledged = { ...this.acknowledged, kept: number };
    this.#count('keep a snapshot');
    for (const { id } of this.#snapshots.slice(mostSnapshots))
      await this.#untilKept(() => this.#studio.ask('project.forget', { project, turn, snapshot: id }));
  }

  async #export(): Promise<void> {
    const source = { what: 'document' as const, document: { ...this.#document, width: 64, height: 64 } };
    await this.#studio.ask('pictures.prepare', { source, settings: { format: 'webp' }, name: 'boat' });
    this.#count('export');
  }

  /** As the window does it: what could not be written is told, and sent again. */
  async #untilKept(send: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await send();
        return;
      } catch (thrown) {
        this.#hear(thrown);
      }
    }
  }

  #hear(thrown: unknown): void {
    if (!(thrown instanceof StudioError) || thrown.code !== 'file-unwritable') throw thrown;
    this.#count('hear that it cannot be written');
  }

  #count(what: string): void {
    this.done.set(what, (this.done.get(what) ?? 0) + 1);
  }
}

/** The number of the newest snapshot; 0 where there is none. */
export function newestOf(snapshots: readonly Snapshot[]): number {
  return Math.max(0, ...snapshots.map(({ name }) => Number(name)));
}
