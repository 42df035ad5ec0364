import type { ExportFormat, ExportSettings, ExportSource } from '../../../preload/contract';
import type { AssetStore } from '../assets';
import { contactSheet } from './contact-sheet';
import { type FlatSettings, encode } from './encode';
import { notLayered } from './export-error';
import { documentFile, pictureFile } from './flat';
import { openRaster } from './open-raster';
import { provenanceOfAll } from './provenance-of';

type Assets = Pick<AssetStore, 'require'>;

/** A kind of file as people and browsers know it; `ending` without its dot. */
export type FileKind = { readonly title: string; readonly ending: string; readonly mime: string };

export const fileKinds: Readonly<Record<ExportFormat, FileKind>> = {
  png: { title: 'PNG picture', ending: 'png', mime: 'image/png' },
  jpeg: { title: 'JPEG picture', ending: 'jpg', mime: 'image/jpeg' },
  webp: { title: 'WebP picture', ending: 'webp', mime: 'image/webp' },
  avif: { title: 'AVIF picture', ending: 'avif', mime: 'image/avif' },
  ora: { title: 'OpenRaster picture', ending: 'ora', mime: 'image/openraster' },
};

/**
 * The bytes of an exported file. Throws `asset-missing` where there is nothing to be seen, `bad-request` where the format
 * does not fit, `too-large`.
 */
export function exportFile(
  assets: Assets,
  source: ExportSource,
  settings: ExportSettings,
): Promise<Uint8Array<ArrayBuffer>> {
  const flat = flatOf(settings);
  return flat === undefined ? layeredFile(assets, source, settings) : flatFile(assets, source, flat);
}

function flatOf(settings: ExportSettings): FlatSettings | undefined {
  const { format } = settings;
  return format === 'ora' ? undefined : { ...settings, format };
}

async function layeredFile(assets: Assets, source: ExportSource, { strip }: ExportSettings) {
  if (source.what !== 'document') throw notLayered(source.what === 'sheet' ? 'a contact sheet' : 'one picture');
  if (source.area !== undefined) throw notLayered('a part of the canvas');
  return openRaster(assets, source.document, strip);
}

async function flatFile(assets: Assets, source: ExportSource, settings: FlatSettings) {
  switch (source.what) {
    case 'picture':
      return pictureFile(assets, source.asset, settings);
    case 'document':
      return documentFile(assets, source.document, source.area, settings);
    case 'sheet': {
      const sheet = await contactSheet(assets, source.assets, settings.longerSide);
      return encode(sheet, settings, provenanceOfAll(assets, source.assets));
    }
  }
}
