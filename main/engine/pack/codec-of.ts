import { type ImageCodec, type PackManifest, StudioError } from '../../../preload/contract';

/** How a pack draws. Throws `task-unsupported` for one that only reads pictures. */
export function codecOf({ image, title }: Pick<PackManifest, 'image' | 'title'>): ImageCodec {
  if (image !== undefined) return image;
  throw new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${title}” reads pictures and does not draw any.`,
    hint: 'Choose another pack.',
  });
}
