import { z } from './zod';

/** Asks one window to hand over what it has not sent yet, before it closes. */
export const FarewellId = z
  .string()
  .regex(/^farewell-[a-f0-9]{16}$/)
  .brand<'FarewellId'>();
export type FarewellId = z.infer<typeof FarewellId>;

/** Names a file that the system handed to the studio; it can be used once, and says nothing of the file's place. */
export const OfferId = z
  .string()
  .regex(/^offer-[a-f0-9]{16}$/)
  .brand<'OfferId'>();
export type OfferId = z.infer<typeof OfferId>;

/** What the names of packs in one file end with; inside they are zip files. */
export const packEnding = '.brookesia-pack';

/** What the names of pictures end with that the studio opens. */
export const pictureEndings = ['.png', '.jpg', '.jpeg', '.webp'] as const;

/** A file that the user opened with the studio: by a double click, or by dropping it on the studio's icon. */
export const FileOffer = z.object({
  id: OfferId,
  kind: z.enum(['project', 'picture', 'pack']),
  /** The file's name without its folder. */
  name: z.string(),
});
export type FileOffer = z.infer<typeof FileOffer>;

/** What can be chosen in the menu of the system and is done by the window. */
export const MenuCommand = z.enum([
  'project.new',
  'window.new',
  'project.open',
  'project.save',
  'project.saveAs',
  'picture.save',
  'picture.copy',
  'edit.undo',
  'edit.redo',
  'view.fit',
  'view.actual',
  'view.in',
  'view.out',
  'view.prompt',
  'view.results',
  'help.shortcuts',
]);
export type MenuCommand = z.infer<typeof MenuCommand>;
