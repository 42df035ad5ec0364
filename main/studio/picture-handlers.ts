import type { AssetId, ChannelRequest, SaveReply } from '../../preload/contract';
import { type AssetStore, type FileKind, exportFile, fileKinds, importEdges, importPicture } from '../documents';
import type { Outbox } from './outbox';
import type { Handlers } from './router';

/** A file that a shell hands to the user; its bytes are made when they are asked for. */
export type FileToSave = { readonly name: string; readonly kind: FileKind; readonly bytes: () => Promise<Uint8Array> };

export type PictureParts = {
  readonly assets: AssetStore;
  readonly outbox: Outbox;
  /** How this shell hands a file to the user. */
  readonly save: (file: FileToSave) => Promise<SaveReply>;
};

type Export = ChannelRequest<'pictures.export'>;

/** Pictures that come in and go out. */
export function pictureHandlers({ assets, save, outbox }: PictureParts) {
  return {
    'assets.put': ({ bytes }) => importPicture(assets, bytes),
    'assets.edges': ({ asset, side }) => importEdges(assets, asset, side),
    'pictures.save': ({ asset, name }) => {
      return save(pngOf(assets, asset, name));
    },
    'pictures.export': (request) => save(fileOf(assets, request)),
    'pictures.compose': async ({ document, area, longerSide }) => {
      const size = longerSide === undefined ? {} : { longerSide };
      const settings = { format: 'png', quality: 100, strip: true, ...size } as const;
      return importPicture(assets, await exportFile(assets, { what: 'document', document, area }, settings));
    },
    'pictures.prepare': async (request) => {
      const { name, kind, bytes } = fileOf(assets, request);
      const url = outbox.put({ name, mime: kind.mime, bytes: await bytes() });
      return { url, mime: kind.mime, name };
    },
  } satisfies Partial<Handlers>;
}

/** The picture as PNG with its recipe inside. Throws `asset-missing` at once. */
export function pngOf(assets: AssetStore, asset: AssetId, name: string): FileToSave {
  assets.require(asset);
  return fileOf(assets, {
    source: { what: 'picture', asset },
    settings: { format: 'png', quality: 100, strip: false },
    name,
  });
}

function fileOf(assets: AssetStore, { source, settings, name }: Export): FileToSave {
  const kind = fileKinds[settings.format];
  return { name: withEnding(name, kind.ending), kind, bytes: () => exportFile(assets, source, settings) };
}

function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}
