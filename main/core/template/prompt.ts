import {
  type ImageKind,
  type LabelledBox,
  type SequenceTemplate,
  StudioError,
  type TemplateGoal,
  type TemplatePart,
} from '../../../preload/contract';
import { cellCount, type Grid } from '../geometry/grid';
import { cellsCourse, type Course, pictureCourse, textCourse } from '../tokens/course';
import { createElements, type Elements, featuresAt, setElement } from '../tokens/elements';
import { cellPlace, kindOf, type Layout, textPlace } from '../tokens/place';
import type { Vocabulary } from '../tokens/vocabulary';
import { type Placed, placeBoxes } from './boxes';
import type { Tokenizer } from './tokenizer';
import { type AskedTurn, turnTokens } from './turns';

/** What fills the slots of a template, by their names. */
export type Slots = {
  readonly texts: Readonly<Record<string, string>>;
  /** Codes of the image codebook, one per cell of the grid in reading order. */
  readonly images: Readonly<Record<string, ArrayLike<number>>>;
  /** Vectors of the feature encoder, one after the other, one per cell of its grid in reading order. */
  readonly features?: Readonly<Record<string, Float32Array>>;
  readonly boxes: Readonly<Record<string, readonly LabelledBox[]>>;
  /** Cells of the grid by their numbers in reading order, rising. */
  readonly cells?: Readonly<Record<string, readonly number[]>>;
  /** Several pictures for one slot, each as in `images`. */
  readonly galleries?: Readonly<Record<string, readonly ArrayLike<number>[]>>;
  readonly turns?: Readonly<Record<string, readonly AskedTurn[]>>;
};

/** What a pack brings to read its templates by. */
export type TemplateReader = {
  readonly tokenizer: Tokenizer;
  readonly vocabulary: Vocabulary;
  readonly layout: Layout;
  readonly grid: Grid;
  /** What the pack reads pictures by without drawing them. */
  readonly features?: FeatureReader | undefined;
  /** Tokens that are written at most where a template generates text. */
  readonly maxNewTokens: number;
};

export type FeatureReader = {
  readonly grid: Grid;
  /** Numbers in the vector of a cell. */
  readonly dimension: number;
  /** The id that stands where a vector is read. */
  readonly token: number;
};

type ImagePart = Extract<TemplatePart, { image: unknown }>;
type GalleryPart = Extract<TemplatePart, { images: unknown }>;

/** A sequence up to where the model takes over, and the places of what it is to draw. */
export type Prompt = { readonly elements: Elements; readonly course: Course };

/**
 * Follows a template up to its `generate` part; what stands behind that part mattered in training only.
 * Throws a `StudioError` for a slot that nothing was given for.
 */
export function buildPrompt(template: SequenceTemplate, slots: Slots, reader: TemplateReader): Prompt {
  const placed: Placed[] = [];
  let t = 0;
  for (const part of template) {
    if (isGoal(part)) return finishPrompt(placed, goalCourse(part, t, slots, reader), reader);
    const more = placePart(part, t, slots, reader);
    placed.push(...more);
    t = (more.at(-1)?.t ?? t - 1) + 1;
  }
  throw templateError('generates nothing');
}

function isGoal(part: TemplatePart): part is TemplateGoal {
  return typeof part === 'object' && 'generate' in part;
}

function placePart(
  part: Exclude<TemplatePart, TemplateGoal>,
  t: number,
  slots: Slots,
  reader: TemplateReader,
): Placed[] {
  if (typeof part === 'string') return placeText(reader.tokenizer.encodeTemplate(part), t, reader);
  if ('text' in part) return placeText(encodeSlot(filled(slots.texts, part.text), part.before, reader), t, reader);
  if ('boxes' in part) return placeBoxes(filled(slots.boxes, part.boxes), part.placed, t, reader);
  if ('image' in part)
    return part.as === 'features' ? placeFeatures(part, t, slots, reader) : placeImage(part, t, slots, reader);
  if ('images' in part) return placeGallery(part, t, filled(slots.galleries, part.images), reader);
  if ('turns' in part) return placeText(turnTokens(filled(slots.turns, part.turns), part.most, reader), t, reader);
  throw templateError(`uses documents (“${part.documents}”), which this version of the studio cannot fill`);
}

function encodeSlot(text: string, before: string | undefined, { tokenizer }: TemplateReader): readonly number[] {
  return text === '' ? [] : tokenizer.encodeText(`${before ?? ''}${text}`);
}

function placeText(tokens: readonly number[], t: number, { layout }: TemplateReader): Placed[] {
  return tokens.map((token, index) => ({ ...textPlace(layout, t + index), token }));
}

function placeImage({ image, kind, holes }: ImagePart, t: number, slots: Slots, reader: TemplateReader): Placed[] {
  const cells = holes === undefined ? [] : filled(slots.cells, holes);
  return placePicture(filled(slots.images, image), t, kind ?? 'source', reader, new Set(cells));
}

/** Vectors of a picture, each in the place of its cell. */
function placeFeatures({ image }: ImagePart, t: number, slots: Slots, { features, layout }: TemplateReader): Placed[] {
  if (features === undefined) throw templateError('reads features, for which it has no encoder');
  const { grid, dimension, token } = features;
  const vectors = filled(slots.features, image);
  if (vectors.length !== dimension * cellCount(grid))
    throw new RangeError(`${vectors.length} numbers are no vectors of ${dimension} for ${cellCount(grid)} cells.`);
  const kind = kindOf(layout, 'source');
  return Array.from({ length: cellCount(grid) }, (_, cell) => ({
    ...cellPlace(t, cell, grid.columns, kind),
    token,
    vector: vectors.subarray(dimension * cell, dimension * (cell + 1)),
  }));
}

/** Pictures with `<break>` between them. */
function placeGallery(
  { kind, most }: GalleryPart,
  t: number,
  pictures: readonly ArrayLike<number>[],
  reader: TemplateReader,
): Placed[] {
  return pictures.slice(0, most).flatMap((codes, index) => {
    const at = t + 2 * index;
    const between = index === 0 ? [] : placeText([reader.vocabulary.break], at - 1, reader);
    return [...between, ...placePicture(codes, at, kind ?? 'source', reader)];
  });
}

function placePicture(
  codes: ArrayLike<number>,
  t: number,
  kind: ImageKind,
  { vocabulary, layout, grid }: TemplateReader,
  holes: ReadonlySet<number> = new Set(),
): Placed[] {
  return Array.from(codes, (code, index) => ({
    ...cellPlace(t, index, grid.columns, kindOf(layout, kind)),
    token: holes.has(index) ? vocabulary.hole : vocabulary.imageToken(code),
  }));
}

function goalCourse(goal: TemplateGoal, t: number, slots: Slots, reader: TemplateReader): Course {
  const { layout, grid, maxNewTokens } = reader;
  if (goal.generate === 'image') return pictureCourse(layout, t, grid, goal.kind);
  if (goal.generate === 'cells') return cellsCourse(layout, t, grid, filled(slots.cells, goal.of));
  return textCourse(layout, t, maxNewTokens);
}

function finishPrompt(placed: readonly Placed[], course: Course, { layout, features }: TemplateReader): Prompt {
  if (placed.length === 0) throw templateError('has nothing before what it generates');
  const reads = placed.some(({ vector }) => vector !== undefined);
  const elements = createElements(placed.length, reads ? features?.dimension : 0);
  placed.forEach((own, index) => {
    if (own.vector !== undefined) featuresAt(elements, index).set(own.vector);
    setElement(elements, index, own.token, own, placed[index + 1] ?? course.place(0), layout);
  });
  return { elements, course };
}

function filled<T>(values: Readonly<Record<string, T>> | undefined, name: string): T {
  const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw templateError(`asks for “${name}”, which was not given`);
  return value;
}

function templateError(says: string): StudioError {
  return new StudioError({
    code: 'pack-invalid',
    message: `A template of the pack ${says}.`,
    hint: 'Ask the author of the pack for a corrected one, or choose another pack.',
  });
}
