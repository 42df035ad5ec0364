import { type Familiarity, isFamiliar } from '../../../preload/contract';
import { type Interval, shareInterval } from '../interval';
import { bleu } from './bleu';
import type { CaptionedPhoto } from './captioned-photos';
import { cider } from './cider';
import { type AnswerFigures, type Answered, answerFigures, type PhotoQuestion } from './photo-questions';
import { type Recall, recall } from './recall';
import type { Described } from './words';

/** What is said of one photo. */
export type PhotoReading = {
  readonly text?: string | undefined;
  readonly familiarity?: Familiarity | undefined;
  /** In the order of the questions; none where the pack does not answer. */
  readonly answers?: readonly string[] | undefined;
};

/** What is evaluated; parts that the pack does not have are left out. */
export type PhotoSubject = {
  /** Describes a photo and answers questions about it. */
  readonly read?: ((photo: Uint8Array, questions: readonly string[]) => Promise<PhotoReading>) | undefined;
  readonly embedPhotos?: ((photos: readonly Uint8Array[]) => Promise<readonly Float32Array[]>) | undefined;
  readonly embedTexts?: ((texts: readonly string[]) => Promise<readonly Float32Array[]>) | undefined;
};

export type PhotoFigures = {
  readonly photos: number;
  readonly captions?: { readonly ciderD: number; readonly bleu4: number };
  readonly answers?: AnswerFigures;
  readonly search?: { readonly toPhoto: Recall; readonly toCaption: Recall };
  /** The share of the photos that the pack found unlike what it knows. */
  readonly unfamiliar?: { readonly share: number; readonly interval: Interval };
};

/** What came of one photo. */
type Seen = {
  readonly described?: Described | undefined;
  readonly answered: readonly Answered[];
  readonly familiarity?: Familiarity | undefined;
  readonly vector?: Float32Array | undefined;
  readonly captions: readonly string[];
};

/** Collects what a pack says of photos, and measures it at the end: all figures depend on all photos. */
export class PhotoEvaluation {
  readonly #subject: PhotoSubject;
  readonly #seen: Seen[] = [];

  constructor(subject: PhotoSubject) {
    this.#subject = subject;
  }

  get photos(): number {
    return this.#seen.length;
  }

  async take({ bytes, captions }: CaptionedPhoto, questions: readonly PhotoQuestion[] = []): Promise<void> {
    const { read, embedPhotos } = this.#subject;
    const asked = questions.map((question) => question.asked);
    const { text, familiarity, answers = [] } = (await read?.(bytes, asked)) ?? {};
    const [vector] = (await embedPhotos?.([bytes])) ?? [];
    const answered = questions.flatMap((question, index) => {
      const given = answers[index];
      return given === undefined ? [] : [{ ...question, given }];
    });
    const described = text === undefined ? undefined : { said: text, known: captions };
    this.#seen.push({ described, answered, familiarity, vector, captions });
  }

  async figures(): Promise<PhotoFigures> {
    const described = this.#seen.flatMap((each) => each.described ?? []);
    const familiar = this.#seen.flatMap(({ familiarity }) =>
      familiarity === undefined ? [] : [isFamiliar(familiarity)],
    );
    const scores = cider(described);
    const share = familiar.filter((is) => !is).length / Math.max(1, familiar.length);
    const search = await this.#search();
    const answers = answerFigures(this.#seen.flatMap(({ answered }) => answered));
    return {
      photos: this.photos,
      ...(described.length > 0 && { captions: { ciderD: meanOf(scores), bleu4: bleu(described) } }),
      ...(answers && { answers }),
      ...(search && { search }),
      ...(familiar.length > 0 && { unfamiliar: { share, interval: shareInterval(share, familiar.length) } }),
    };
  }

  async #search(): Promise<PhotoFigures['search']> {
    const { embedTexts } = this.#subject;
    const found = this.#seen.flatMap(({ vector, captions }) => (vector === undefined ? [] : [{ vector, captions }]));
    if (embedTexts === undefined || found.length === 0) return undefined;
    const owners = found.flatMap(({ captions }, photo) => captions.map(() => photo));
    const texts = await embedTexts(found.flatMap(({ captions }) => captions));
    return recall(
      texts,
      owners,
      found.map(({ vector }) => vector),
    );
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
