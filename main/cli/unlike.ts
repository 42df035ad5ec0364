import { isFamiliar, type ResultAnswer, type ResultText } from '../../preload/contract';
import type { Studio } from '../studio';
import type { Terminal } from './terminal';

type Said = Pick<ResultText | ResultAnswer, 'pack' | 'familiarity'>;

/** As data: who has said it, and whether that pack finds the picture unlike all that it knows. */
export function readerAsData({ pack, familiarity }: Said) {
  return {
    ...(pack === undefined ? {} : { pack }),
    ...(familiarity === undefined ? {} : { unlike: !isFamiliar(familiarity) }),
  };
}

/** Says so where a pack finds the picture unlike all that it knows: what it tells of it is then not to be relied on. */
export async function noteUnlike({ packs }: Pick<Studio, 'packs'>, said: Said, terminal: Terminal): Promise<void> {
  if (said.familiarity === undefined || isFamiliar(said.familiarity)) return;
  const found = (await packs.list()).packs.find(({ manifest }) => manifest.id === said.pack);
  if (found === undefined) return;
  const { title, trainedOn } = found.manifest;
  terminal.note(`This picture looks unlike those that the pack “${title}” was trained on: ${trainedOn}`);
}
