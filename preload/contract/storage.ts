import { z } from './zod';

/** What the studio keeps on the disk, by kind. */
export const StorageName = z.enum([
  'gallery',
  'thumbnails',
  'photos',
  'library',
  'packs',
  'devices',
  'journals',
  'logs',
]);
export type StorageName = z.infer<typeof StorageName>;

export const StorageView = z.object({
  name: StorageName,
  folder: z.string(),
  bytes: z.number().min(0),
  files: z.int().min(0),
  /** Unsaved work, the index of the photos and packs go by other ways. */
  cleanable: z.boolean(),
});
export type StorageView = z.infer<typeof StorageView>;

/** What goes into the report besides versions, devices and errors; nothing unless the user ticks it. */
export const ReportWishes = z.strictObject({ prompts: z.boolean(), pictures: z.boolean() });
export type ReportWishes = z.infer<typeof ReportWishes>;
