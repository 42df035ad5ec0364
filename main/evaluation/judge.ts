import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JudgeGraph } from '../engine/sessions/judge-graph';
import { missing, readOrFail } from './files';
import type { Features } from './frechet';
import { JudgeDescription } from './judge-description';
import { featuresOf } from './likeness';
import { readPlanes } from './read-planes';
import { type Seen, cellScores, seenFrom } from './seen';

/** Says what a picture file shows. */
export type Judge = {
  readonly description: JudgeDescription;
  look(picture: Uint8Array): Promise<Seen>;
  /** All that it sees as numbers, for comparing many pictures with many. */
  features(picture: Uint8Array): Promise<Features>;
  dispose(): Promise<void>;
};

/** Opens the judge in a folder. Throws `file-missing` when it is not there. */
export async function openJudge(folder: string): Promise<Judge> {
  const path = join(folder, 'judge.json');
  const description = await readOrFail(path, (text) => JudgeDescription.parse(JSON.parse(text)));
  const names = [...cellScores, ...Object.keys(description.attributes)];
  const graph = await JudgeGraph.open(await graphBytes(join(folder, 'judge.onnx')), names);
  const scores = keptByPicture(async (picture) => graph.scores(await readPlanes(picture, description.pixels)));
  const [rows, columns] = description.grid;
  return {
    description,
    look: async (picture) => seenFrom(await scores(picture), description),
    features: async (picture) => featuresOf(await scores(picture), rows * columns),
    dispose: () => graph.dispose(),
  };
}

/** One run for each picture, however often it is asked about: it is looked at, and then compared with others. */
function keptByPicture<Found>(find: (picture: Uint8Array) => Promise<Found>): typeof find {
  const known = new WeakMap<Uint8Array, Promise<Found>>();
  return (picture) => {
    const found = known.get(picture) ?? find(picture);
    known.set(picture, found);
    return found;
  };
}

async function graphBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw missing(path, thrown);
  }
}
