import {
  ExportFormat,
  z,
  type AssetId,
  type ExportSettings,
  type ExportSource,
  type SaveReply,
} from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { selectionOf } from '../editor/selection';
import type { CanvasDocument } from './canvas-document.svelte';
import type { Editor } from './editor.svelte';
import { fileStem } from './file-name';
import type { Notices } from './notices.svelte';
import { readStored, writeStored, type Storage } from './stored';

/** What of the work goes into the file. */
export const exportParts = ['canvas', 'frame', 'selection', 'picture', 'sheet'] as const;
export type ExportPart = (typeof exportParts)[number];

const Kept = z.object({ format: ExportFormat, quality: z.int().min(1).max(100), strip: z.boolean() });

export interface ExportingParts {
  readonly client: StudioClient;
  readonly document: CanvasDocument;
  readonly editor: Pick<Editor, 'selected'>;
  readonly notices: Notices;
  readonly storage: Storage;
  /** The pictures of the last drawing, for the contact sheet. */
  readonly candidates: () => readonly AssetId[];
  /** Says what came of saving. */
  readonly tell: (reply: SaveReply) => void;
  /** Puts the PNG at the address on the clipboard. */
  readonly copyPicture: (url: string) => Promise<void>;
}

/** The choices of the export dialog, and what is done with them. */
export class Exporting {
  part = $state<ExportPart>('canvas');
  format = $state<ExportFormat>('png');
  quality = $state(90);
  /** Pixels; nothing keeps the size. */
  longerSide = $state<number | null>(null);
  strip = $state(false);
  busy = $state(false);
  readonly #parts: ExportingParts;

  constructor(parts: ExportingParts) {
    this.#parts = parts;
    Object.assign(this, readStored(parts.storage, 'export', Kept, { format: 'png', quality: 90, strip: false }));
  }

  /** What there is to export now. */
  get possible(): readonly ExportPart[] {
    const { document, candidates, editor } = this.#parts;
    const some: ExportPart[] = editor.selected.length === 0 ? [] : ['selection'];
    const shown: ExportPart[] = document.picture === undefined ? [] : ['canvas', 'frame', ...some, 'picture'];
    return candidates().length > 0 ? [...shown, 'sheet'] : shown;
  }

  /** Begins with what was selected, if something is; otherwise what was chosen last and is there. */
  prepare(): void {
    const { possible } = this;
    if (possible.includes('selection')) this.choosePart('selection');
    else if (!possible.includes(this.part)) this.choosePart(possible[0] ?? 'canvas');
  }

  /** Only the whole canvas has layers. */
  get formats(): readonly ExportFormat[] {
    return ExportFormat.options.filter((format) => format !== 'ora' || this.part === 'canvas');
  }

  choosePart(part: ExportPart): void {
    this.part = part;
    if (!this.formats.includes(this.format)) this.format = 'png';
  }

  /** Writes the file; whether it was written. */
  async write(): Promise<boolean> {
    const { format, quality, strip } = this;
    writeStored(this.#parts.storage, 'export', { format, quality, strip });
    return this.#do(async (source) => {
      const reply = await this.#parts.client.request('pictures.export', { ...source, settings: this.#settings() });
      this.#parts.tell(reply);
      return reply.kind !== 'cancelled';
    });
  }

  /** Puts the picture on the clipboard, as PNG. */
  copy(): Promise<boolean> {
    return this.#do(async (source) => {
      const settings: ExportSettings = { ...this.#settings(), format: 'png' };
      const { url } = await this.#parts.client.request('pictures.prepare', { ...source, settings });
      await this.#parts.copyPicture(url);
      this.#parts.notices.toast('Copied the picture');
      return true;
    });
  }

  async #do(action: (source: { source: ExportSource; name: string }) => Promise<boolean>): Promise<boolean> {
    const source = this.#source();
    if (source === undefined || this.busy) return false;
    this.busy = true;
    let done = false;
    const name = fileStem(this.#parts.document.picture?.name ?? '') || 'picture';
    await this.#parts.notices.guard(async () => {
      done = await action({ source, name });
    });
    this.busy = false;
    return done;
  }

  #settings(): ExportSettings {
    const { format, quality, strip, longerSide } = this;
    const size = longerSide === null ? {} : { longerSide: Math.min(16_384, Math.max(16, Math.round(longerSide))) };
    return { format, quality, strip, ...size };
  }

  #source(): ExportSource | undefined {
    const { document, candidates } = this.#parts;
    const { current, picture } = document;
    if (this.part === 'sheet') return { what: 'sheet', assets: candidates().slice(-64) };
    if (picture === undefined) return undefined;
    if (this.part === 'picture') return { what: 'picture', asset: picture.asset };
    if (this.part === 'selection') return { what: 'document', ...selectionOf(current, this.#parts.editor.selected) };
    return { what: 'document', document: current, ...(this.part === 'frame' ? { area: current.frame } : {}) };
  }
}
