/** The studio's own decoder, as its engine runs it for a job. */
import { generate, type Generation, rowCount } from '../../main/core/generator/generate';
import { anyOf } from '../../main/core/grammar/grammar';
import { candidateStream } from '../../main/core/random/candidate-stream';
import type { Prompt } from '../../main/core/template/prompt';
import { pictureCourse, textCourse } from '../../main/core/tokens/course';
import { createElements, setElement } from '../../main/core/tokens/elements';
import { type Place, textPlace } from '../../main/core/tokens/place';
import { Vocabulary } from '../../main/core/tokens/vocabulary';
import { Transformer } from '../../main/engine/sessions';
import { type InstalledPack, readPack, readPackFile } from '../../main/packs';
import { version } from '../../package.json';
import type { PackManifest } from '../../preload/contract';
import type { Peer, PeerRequest, PreparedTask, Watch } from './peer';
import { promptIds, type Task } from './plan';
import { serve } from './serve';

/** As the shipped packs set them, for a pack that draws no pictures from sentences. */
const drawing = { temperature: 1, topP: 0.8, guidance: 2.4 };

async function open({ pack: folder }: PeerRequest): Promise<Peer> {
  const pack = await readPack(folder);
  const [graph] = pack.manifest.transformer.graphs;
  if (graph === undefined) throw new Error('The pack has no transformer.');
  const transformer = await openTransformer(pack, graph.file);
  return {
    version,
    weights: `${graph.precision} of the pack, computed in float32`,
    prepare: async (task) => prepare(transformer, pack.manifest, task),
  };
}

async function openTransformer(pack: InstalledPack, file: string): Promise<Transformer> {
  return Transformer.open(await readPackFile(pack, file), pack.manifest);
}

function prepare(transformer: Transformer, manifest: PackManifest, task: Task): PreparedTask {
  const generation = generationOf(manifest, task);
  const run = async ({ onTokens, signal }: Watch) => {
    const decoder = transformer.openDecoder(rowCount(generation.candidates));
    let done = 0;
    try {
      for await (const _ of generate(decoder, { ...generation, signal })) onTokens(++done);
    } finally {
      decoder.dispose();
    }
  };
  return { run, close: async () => undefined };
}

function generationOf(manifest: PackManifest, task: Task): Omit<Generation, 'signal'> {
  const vocabulary = new Vocabulary(manifest.tokens);
  const guided = task.draws === 'guided';
  const streams = guided ? task.rows : 1;
  const { temperature, topP, guidance } = manifest.tasks.generate?.defaults ?? drawing;
  const greedy = { temperature: 0, topP: 1, scales: [] };
  const sampling = task.draws === 'text' ? greedy : { temperature, topP, scales: guided ? [guidance] : [] };
  return {
    candidates: Array.from({ length: task.rows / streams }, (_, index) => ({
      random: candidateStream(1, index),
      sampling,
      // Each its own: the engine would read one that is shared once, which the others are not offered.
      streams: Array.from({ length: streams }, () => promptOf(manifest, task)),
    })),
    grammar: anyOf(task.draws === 'text' ? vocabulary.textTokens(new Set()) : vocabulary.imageTokens()),
    pad: vocabulary.pad,
    layout: manifest.transformer,
  };
}

function promptOf({ transformer: layout, tokens, image }: PackManifest, task: Task): Prompt {
  const [rows, columns] = image?.grid ?? [0, 0];
  const own =
    task.draws === 'text'
      ? textCourse(layout, task.prompt, task.tokens)
      : { ...pictureCourse(layout, task.prompt, { rows, columns }), length: task.tokens };
  const place = (index: number): Place => (index < task.prompt ? textPlace(layout, index) : own.place(0));
  const elements = createElements(task.prompt);
  promptIds(task, ...tokens.ranges.text).forEach((id, index) => {
    setElement(elements, index, id, place(index), place(index + 1), layout);
  });
  return { elements, course: own };
}

await serve(open);
