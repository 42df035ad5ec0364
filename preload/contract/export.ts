import { Rect, StudioDocument } from './document';
import { AssetId } from './ids';
import { z } from './zod';

/** `ora` is OpenRaster, layered, as Krita and GIMP open it. */
export const ExportFormat = z.enum(['png', 'jpeg', 'webp', 'avif', 'ora']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Most pictures on one contact sheet. */
export const maximumSheet = 64;

/** What goes into the file. */
export const ExportSource = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('picture'), asset: AssetId }),
  /** All visible pictures of the document, as the canvas shows them; `area` in document pixels, otherwise all of it. */
  z.strictObject({ what: z.literal('document'), document: StudioDocument, area: Rect.optional() }),
  /** The pictures side by side, each with its seed. */
  z.strictObject({ what: z.literal('sheet'), assets: z.array(AssetId).min(1).max(maximumSheet) }),
]);
export type ExportSource = z.infer<typeof ExportSource>;

export const ExportSettings = z.strictObject({
  format: ExportFormat,
  /** For JPEG, WebP and AVIF; at 100 WebP and AVIF keep every pixel. */
  quality: z.int().min(1).max(100).default(90),
  /** Pixels of the longer side; without it the size stays what it is. */
  longerSide: z.int().min(16).max(16_384).optional(),
  /** Leaves out recipe, mark, EXIF, colour profile and everything else that is not the picture. */
  strip: z.boolean().default(false),
});
export type ExportSettings = z.infer<typeof ExportSettings>;
