import type { PackProblem, PackView } from '../../preload/contract';
import { findPacks, packView } from '../packs';
import type { Terminal } from './terminal';

/** Lists the installed packs, and the folders that could not be used with the reason. */
export async function listPacks(folders: readonly string[], json: boolean, terminal: Terminal): Promise<void> {
  const found = await findPacks(folders);
  const packs = found.packs.map(packView);
  if (json) terminal.print(JSON.stringify({ packs, problems: found.problems }));
  else for (const line of [...packLines(packs), ...found.problems.flatMap(problemLines)]) terminal.print(line);
}

function packLines(packs: readonly PackView[]): string[] {
  if (packs.length === 0)
    return ['No pack is installed. Put one into native-models/packs, or name its folder in BROOKESIA_PACKS.'];
  return packs.map(
    ({ id, version, title, tasks, terms, bytes }) =>
      `${id} ${version} - ${title} (${tasks.join(', ')}; ${(bytes / 1024 ** 2).toFixed(1)} MB)` +
      (terms === undefined ? '' : ` - terms: ${terms}`),
  );
}

function problemLines({ folder, error }: PackProblem): string[] {
  return [`Not usable: ${folder}`, `  ${error.message}`, ...(error.hint === undefined ? [] : [`  ${error.hint}`])];
}
