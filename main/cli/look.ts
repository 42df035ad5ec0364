import type { PackId, Rectangle, ResultAnswer, Turn } from '../../preload/contract';
import type { Studio } from '../studio';
import { draw } from './draw';
import { packOf } from './drawing-options';
import { importFile } from './read-picture';
import { runJob } from './session';
import type { Terminal } from './terminal';
import { noteUnlike, readerAsData } from './unlike';

export type LookOptions = { readonly pack?: PackId; readonly json?: true };

/** Prints what stands where in a picture, as JSON in one line. */
export async function read(studio: Studio, path: string, options: LookOptions, terminal: Terminal): Promise<void> {
  const source = await importFile(studio, path);
  const { result } = await runJob(studio, { task: 'read', source, ...packOf(options) }, terminal);
  if (result.kind === 'plan') terminal.print(JSON.stringify(result.plan));
}

export type AskOptions = LookOptions & { readonly box?: readonly Rectangle[] };

/** Asks several questions one after the other, each with those before it in mind. A box belongs to the first. */
export async function ask(
  studio: Studio,
  path: string,
  questions: readonly string[],
  options: AskOptions,
  terminal: Terminal,
): Promise<void> {
  const source = await importFile(studio, path);
  const history: Turn[] = [];
  const answers: (ResultAnswer & { question: string })[] = [];
  for (const [index, question] of questions.entries()) {
    const box = index === 0 ? options.box?.[0] : undefined;
    const plan = answers.at(-1)?.plan;
    const asked = { question, ...(box === undefined ? {} : { box }) };
    const known = { history: [...history], ...(plan === undefined ? {} : { plan }) };
    const request = { task: 'ask', source, ...asked, ...known, ...packOf(options) } as const;
    const { result } = await runJob(studio, request, terminal);
    if (result.kind !== 'answer') continue;
    history.push({ ...asked, answer: result.answer });
    answers.push({ ...result, question });
    if (options.json !== true) terminal.print(inWords(result));
  }
  const [first] = answers;
  if (options.json === true) terminal.print(JSON.stringify({ answers: answers.map(asData) }));
  if (first !== undefined) await noteUnlike(studio, first, terminal);
}

/** Says where something is. */
export async function locate(
  studio: Studio,
  path: string,
  thing: string,
  options: LookOptions,
  terminal: Terminal,
): Promise<void> {
  const source = await importFile(studio, path);
  const { result } = await runJob(studio, { task: 'locate', source, thing, ...packOf(options) }, terminal);
  if (result.kind !== 'answer') return;
  terminal.print(options.json === true ? JSON.stringify({ thing, ...asData(result) }) : inWords(result));
}

/** Draws a map of a picture. */
export async function map(
  studio: Studio,
  task: 'segment' | 'depth',
  path: string,
  options: LookOptions & { readonly out: string },
  terminal: Terminal,
): Promise<void> {
  const source = await importFile(studio, path);
  await draw(studio, { task, source, ...packOf(options) }, options, terminal);
}

function asData({ answer, confidence, about, question, ...said }: ResultAnswer & { question?: string }) {
  const things = about === undefined ? {} : { about };
  return { ...(question === undefined ? {} : { question }), ...answer, confidence, ...things, ...readerAsData(said) };
}

function inWords({ answer: { text, box }, confidence }: ResultAnswer): string {
  const place = box && [box.x0, box.y0, box.x1, box.y1].map((side) => side.toFixed(2)).join(',');
  return `${place ?? text} (${Math.round(100 * confidence)} %)`;
}
