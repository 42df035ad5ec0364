import { join } from 'node:path';
import type { SaveReply } from '../../preload/contract';
import { writeFileAtomically } from '../documents';
import type { PictureToSave } from '../studio';

/** What is used of Electron's save dialog. */
export type AskWhere = (options: {
  defaultPath: string;
  filters: { name: string; extensions: string[] }[];
}) => Promise<{ canceled: boolean; filePath: string }>;

/** Asks where to put the picture and writes it there. */
export async function saveWithDialog(picture: PictureToSave, folder: string, askWhere: AskWhere): Promise<SaveReply> {
  const filters = [{ name: 'PNG picture', extensions: ['png'] }];
  const { canceled, filePath } = await askWhere({ defaultPath: join(folder, picture.name), filters });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  await writeFileAtomically(filePath, await picture.png());
  return { kind: 'saved', path: filePath };
}
