import {
  isFamiliar,
  type Answer,
  type AssetId,
  type Job,
  type JobId,
  type LabelledBox,
  type PackId,
  type ResultAnswer,
  type ResultText,
  type StudioErrorData,
  type Turn,
  type Wording,
} from '../../preload/contract';
import { isDescriptionRequest } from './questions';

/** Something that was asked about a picture, and what came of it. */
export interface Exchange {
  readonly id: JobId;
  readonly source: AssetId;
  /** What was asked, in words. */
  readonly asked: string;
  readonly state: Job['state'];
  readonly answer?: Answer | undefined;
  /** How sure the model was, 0..1; left out where the engine does not say. */
  readonly confidence?: number | undefined;
  /** Labels of the things that the answer follows from, where the pack says so. */
  readonly about?: readonly string[] | undefined;
  /** Other wordings of a description. */
  readonly others: readonly Wording[];
  /** The place that was found, with a name for it. */
  readonly place?: LabelledBox | undefined;
  /** The pack that has said it. */
  readonly pack?: PackId | undefined;
  /** Whether that pack finds the picture unlike all that it knows. */
  readonly unlike?: boolean | undefined;
  readonly error?: StudioErrorData | undefined;
}

type Jobs = readonly Job[];

const maps = { segment: 'Which things are where?', depth: 'How near is everything?' } as const;

/** What was asked about pictures, from the first to the last. What runs in the background belongs to longer work. */
export function exchangesOf(jobs: Jobs): Exchange[] {
  return jobs.filter(({ request }) => request.priority !== 'background').flatMap((job) => exchangeOf(job) ?? []);
}

function exchangeOf(job: Job): Exchange | undefined {
  const { id, request, state, error } = job;
  switch (request.task) {
    case 'caption':
      return { ...{ id, state, error }, source: request.source, asked: 'Describe it', ...described(job) };
    case 'ask':
      return {
        ...{ id, state, error },
        source: request.source,
        asked: request.question,
        ...answered(job, request.question),
      };
    case 'locate':
      return { ...{ id, state, error }, source: request.source, asked: request.thing, ...answered(job, request.thing) };
    case 'segment':
    case 'depth':
      return { ...{ id, state, error }, source: request.source, asked: maps[request.task], ...mapped(job) };
    default:
      return undefined;
  }
}

type Said = Pick<Exchange, 'answer' | 'confidence' | 'about' | 'others' | 'place' | 'pack' | 'unlike'>;

function described({ result }: Job): Said {
  if (result?.kind !== 'text') return { others: [] };
  const { text, confidence, others = [] } = result;
  return { answer: { text }, confidence, others, ...saidBy(result) };
}

function answered({ result }: Job, question: string): Said {
  if (result?.kind !== 'answer') return { others: [] };
  const { answer, confidence } = result;
  const about = result.about?.map(({ label }) => label);
  const place = answer.box === undefined ? undefined : { label: thingIn(question), box: answer.box };
  return { answer, confidence, about, others: [], place, ...saidBy(result) };
}

function saidBy({ pack, familiarity }: ResultText | ResultAnswer): Pick<Said, 'pack' | 'unlike'> {
  return { pack, unlike: familiarity && !isFamiliar(familiarity) };
}

function mapped({ result }: Job): Said {
  return result === undefined ? { others: [] } : { answer: { text: 'It is a layer of its own now.' }, others: [] };
}

/** What a question for a place is about: “where is the red boat?” is about “red boat”. */
export function thingIn(question: string): string {
  const bare = question
    .trim()
    .replace(/[?.!\s]+$/, '')
    .replace(
      /^(please\s+)?((can|could) you\s+)?(where(['’]s| is| are)|find|locate|show( me)?|point (to|at)|mark)\s+/i,
      '',
    )
    .replace(/^(the|a|an)\s+/i, '');
  return (bare === '' ? 'found' : bare).slice(0, 100);
}

/** The conversation about one picture, as the next question needs it. Descriptions are no part of it. */
export function turnsOf(exchanges: readonly Exchange[], source: AssetId, jobs: Jobs): Turn[] {
  return exchanges.flatMap(({ id, source: about, asked, answer }) => {
    const request = jobs.find((job) => job.id === id)?.request;
    const talk = request?.task === 'locate' || (request?.task === 'ask' && !isDescriptionRequest(asked));
    if (about !== source || answer === undefined || !talk) return [];
    const box = request.task === 'ask' ? request.box : undefined;
    return [{ question: asked, ...(box === undefined ? {} : { box }), answer }];
  });
}

/** How sure the model was, for people. */
export function surenessWords(confidence: number): string {
  if (confidence >= 0.9) return 'very sure';
  if (confidence >= 0.7) return 'fairly sure';
  return confidence >= 0.5 ? 'not sure' : 'guessing';
}
