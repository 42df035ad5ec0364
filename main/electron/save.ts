import { join } from 'node:path';
import type { SaveReply } from '../../preload/contract';
import { writeFileAtomically } from '../documents';
import type { FileToSave } from '../studio';

/** What is used of Electron's save dialog. */
export type AskWhere = (options: {
  defaultPath: string;
  filters: { name: string; extensions: string[] }[];
}) => Promise<{ canceled: boolean; filePath: string }>;

/** Asks where to put the file and writes it there. */
export async function saveWithDialog(file: FileToSave, folder: string, askWhere: AskWhere): Promise<SaveReply> {
  const filters = [{ name: file.kind.title, extensions: [file.kind.ending] }];
  const { canceled, filePath } = await askWhere({ defaultPath: join(folder, file.name), filters });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  await writeFileAtomically(filePath, await file.bytes());
  return { kind: 'saved', path: filePath };
}
