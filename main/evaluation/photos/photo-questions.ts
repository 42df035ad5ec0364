import { type Interval, shareInterval } from '../interval';
import { readTable } from './table';

/** A question about a photo with the one answer that counts as right. */
export type PhotoQuestion = {
  /** Type: “colour”, “where”. Questions about what is not there are of the type `unsure`. */
  readonly kind: string;
  /** The thing that is asked about, by any name. */
  readonly about: string;
  readonly asked: string;
  readonly answer: string;
};

export type Answered = PhotoQuestion & { readonly given: string };

type Share = { readonly of: number; readonly share: number; readonly interval: Interval };

export type AnswerFigures = {
  readonly all: Share;
  readonly kinds: Readonly<Record<string, Share>>;
  /**
   * The mean of two shares: of questions about what is not there that are answered so, and of those about the same things that
   * have an answer and are not. Guessing gives one half. Left out where one of the two has no question.
   */
  readonly unsureToldApart?: number;
};

const unsure = 'unsure';
/** Kinds of which questions about what is not there have the words. */
const open: readonly string[] = ['colour', 'where', 'doing'];

/**
 * Questions by the names of their photos, from a table: a line each with the photo's name, the question's kind, its thing, the
 * question and its answer, with tabs between them. Throws `file-missing` and `bad-request`.
 */
export async function readQuestions(path: string): Promise<ReadonlyMap<string, readonly PhotoQuestion[]>> {
  return readTable(path, {
    of: 'questions',
    hint: 'It has a line for each question: the name of the photo, the type, what is asked about, the question and the answer, with tabs between them.',
    line: 'a question',
    read: ([kind, about, asked, answer, ...more], name) =>
      name && kind && about && asked && answer && more.length === 0 ? { kind, about, asked, answer } : undefined,
  });
}

/** Undefined where nothing was asked. An answer is right if it is the known one, whatever its capitals and its full stop. */
export function answerFigures(answered: readonly Answered[]): AnswerFigures | undefined {
  if (answered.length === 0) return undefined;
  const kinds = [...new Set(answered.map(({ kind }) => kind))];
  const due = answered.filter(({ kind }) => kind === unsure);
  const things = new Set(due.map(({ about }) => about));
  const notDue = answered.filter(({ kind, about }) => open.includes(kind) && things.has(about));
  const missing = new Set(due.map(({ answer }) => plain(answer)));
  const left = notDue.filter(({ given }) => !missing.has(plain(given)));
  return {
    all: shareOf(answered),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, shareOf(answered.filter((each) => each.kind === kind))])),
    ...(due.length > 0 &&
      notDue.length > 0 && { unsureToldApart: (shareOf(due).share + left.length / notDue.length) / 2 }),
  };
}

function shareOf(answered: readonly Answered[]): Share {
  const share = answered.filter(isRight).length / answered.length;
  return { of: answered.length, share, interval: shareInterval(share, answered.length) };
}

function isRight({ given, answer }: Answered): boolean {
  return plain(given) === plain(answer);
}

function plain(answer: string): string {
  return answer.trim().replace(/\.$/, '').toLowerCase();
}
