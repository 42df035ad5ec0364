import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cells, Plan, Turn, z } from '../../preload/contract';
import type { FormScene } from './task-forms';
import { tinyExpected } from './tiny-expected';

const Ids = z.array(z.int());
const Form = z.object({
  prompt: z.object({ ids: Ids, positions: z.array(z.tuple([z.number(), z.number(), z.number()])), kinds: Ids }),
  ids: Ids,
});

/** What PyTorch says of the tiny pack's tasks; written by native-models/recipe together with the pack. */
const TinyTasks = z.object({
  instruction: z.string(),
  after: Plan,
  cells: Cells,
  otherCodes: Ids,
  turns: z.array(Turn),
  nowhere: z.string(),
  forms: z.record(z.string(), Form),
});

export const tinyTasks = TinyTasks.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'tiny-pack.tasks.json'), 'utf8')),
);

/** What fills the templates in every form of the fixture. */
export const tinyScene: FormScene = {
  ...tinyTasks,
  sentence: tinyExpected.prompt,
  before: tinyExpected.layout,
  source: Int32Array.from(tinyExpected.encoderCodes),
  other: Int32Array.from(tinyTasks.otherCodes),
};
