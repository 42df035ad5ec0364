import type {
  Answer,
  AskRequest,
  LocateRequest,
  PackTask,
  Plan,
  SamplingSettings,
  TaskName,
} from '../../../preload/contract';
import { ended } from '../../core/generator/generate';
import { answerGrammar, placeGrammar } from '../../core/grammar/answer-grammar';
import type { GrammarState } from '../../core/grammar/grammar';
import { choiceOf, choosingGrammar, readChosen } from '../../core/plan/chosen-things';
import { meanOf } from '../../core/plan/read-plan';
import { placeQuestion } from '../../core/plan/place-question';
import { candidateStream } from '../../core/random/candidate-stream';
import type { AskedTurn } from '../../core/template/turns';
import { drawWithProgress } from './draw-tokens';
import { checkPrompt } from './prompt-check';
import { encodeFile, readCodes } from './read';
import { seePicture } from './see-picture';
import { buildStreams, goalOf, templateOf } from './streams';
import { packTask, settingsFor, type TaskContext, type TaskResult } from './task';
import { timingsOf } from './whole-pictures';
import { planOf } from './write-plans';

/** Answers a question about a picture from what was read of it, with what was said before in mind. */
export async function askPicture(request: AskRequest, source: Uint8Array, context: TaskContext): Promise<TaskResult> {
  const { question, box, history } = request;
  const asked = box === undefined ? { question } : { question, box };
  return answerTo('ask', [...history, asked], answerGrammar(context.pack.vocabulary), request, source, context);
}

/** Says where something is, or that it is nowhere. */
export async function locateInPicture(
  request: LocateRequest,
  source: Uint8Array,
  context: TaskContext,
): Promise<TaskResult> {
  const { vocabulary, tokenizer, manifest } = context.pack;
  const goal = goalOf(templateOf(packTask(manifest, 'locate')).parts);
  const otherwise = goal?.generate === 'box' ? goal.otherwise : undefined;
  const words = otherwise === undefined ? [] : tokenizer.encodeText(` ${otherwise}`);
  const turn = { question: placeQuestion(request.thing) };
  return answerTo('locate', [turn], placeGrammar(vocabulary, words), request, source, context);
}

type Asking = {
  readonly plan?: Plan | undefined;
  readonly seed: number;
  readonly settings: { [Name in keyof SamplingSettings]?: SamplingSettings[Name] | undefined };
};

async function answerTo(
  name: TaskName,
  turns: readonly AskedTurn[],
  grammar: GrammarState,
  { plan: known, seed, settings: wanted }: Asking,
  source: Uint8Array,
  context: TaskContext,
): Promise<TaskResult> {
  const started = performance.now();
  const { pack } = context;
  const task = packTask(pack.manifest, name);
  const settings = settingsFor(task, wanted);
  const checked = turns.map((turn) => ({ ...turn, question: checkPrompt(turn.question, task, pack.tokenizer) }));
  const { tellsPlaces } = pack.vocabulary;
  const seen = await seePicture(source, task, context, tellsPlaces ? undefined : turns.at(-1)?.box);
  const plan = readsLayout(task)
    ? (known ?? planOf(await readCodes(await encodeFile(source, context), context)))
    : undefined;
  const read = { texts: { background: plan?.background ?? '' }, boxes: { things: plan?.things ?? [] } };
  const slots = { ...read, ...seen.slots, turns: { turns: tellsPlaces ? checked : checked.map(inWords) } };
  const streams = buildStreams(pack, task, [slots], { guidance: 1 });
  const choice = choiceOf(templateOf(task).parts, slots);
  const ids: number[] = [];
  const sure: number[] = [];
  const probabilities = new Float64Array(1);
  const whole = choosingGrammar(choice, grammar, pack);
  const drawing = { streams, settings, grammar: whole, probabilities, randoms: [candidateStream(seed, 0)] };
  await drawWithProgress(drawing, context, ([token = ended]) => {
    if (token === ended) return;
    ids.push(token);
    sure.push(probabilities[0] ?? 0);
  });
  const { about, sureness, start } = readChosen(ids, sure, choice, pack);
  return {
    kind: 'answer',
    answer: answerOf(ids.slice(start), context),
    confidence: sureness * meanOf(sure.slice(start)),
    ...(about && { about: [...about] }),
    ...(plan && { plan }),
    pack: pack.manifest.id,
    ...(seen.familiarity && { familiarity: seen.familiarity }),
    timings: timingsOf(started),
  };
}

/** Whether the task asks about what was read of the picture before, not about the picture itself. */
function readsLayout({ templates }: PackTask): boolean {
  const parts = templates.flatMap((template) => template.parts);
  return parts.some((part) => typeof part === 'object' && ('boxes' in part || 'text' in part));
}

/** A turn for a pack without words for places: the part that is meant is all that it sees. */
function inWords({ question, answer }: AskedTurn): AskedTurn {
  return answer === undefined ? { question } : { question, answer: { text: answer.text } };
}

function answerOf(ids: readonly number[], { pack }: TaskContext): Answer {
  const [x0, y0, x1, y1] = ids
    .filter((id) => pack.vocabulary.isLocation(id))
    .map((id) => pack.vocabulary.locationFraction(id));
  const text = pack.tokenizer.decode(ids.filter((id) => !pack.vocabulary.isLocation(id))).trim();
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return { text };
  return { text, box: { x0, y0, x1, y1 } };
}
