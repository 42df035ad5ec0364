import { z } from '../../preload/contract';

const words = z.record(z.string(), z.string());

/** The first line of a suite: what holds for all of its scenes. */
export const SuiteHeader = z.object({
  format: z.literal(1),
  suite: z.string(),
  /** Side of the pictures in whose pixels boxes are given. */
  pixels: z.int().min(1),
  /** How captions word each ground and each time. */
  grounds: words,
  times: words,
  /** The sky of each time that goes unsaid. */
  skies: words,
  /** The centre of each side, in parts of the picture's width. */
  slots: z.record(z.string(), z.number().min(0).max(1)),
});
export type SuiteHeader = z.infer<typeof SuiteHeader>;

export const backgroundNames = ['ground', 'relief', 'time', 'weather', 'sky'] as const;
export const BackgroundName = z.enum(backgroundNames);
export type BackgroundName = z.infer<typeof BackgroundName>;

const Thing = z.object({ kind: z.string(), colour: z.string() });

/** What a sentence says; what it leaves out is free. */
export const Said = z.object({
  things: z.array(Thing.extend({ count: z.int().min(1) })),
  sides: z.array(Thing.extend({ slot: z.string() })),
  background: z.partialRecord(BackgroundName, z.string()),
});
export type Said = z.infer<typeof Said>;

/** x0, y0, x1, y1 in pixels. */
const PixelBox = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const PlacedThing = Thing.extend({ slot: z.string(), box: PixelBox });
export type PlacedThing = z.infer<typeof PlacedThing>;
const Background = z.record(BackgroundName, z.string());

/** A change in words, and the scene that it asks for. */
export const EditTrial = z.object({
  operation: z.string(),
  instruction: z.string().min(1),
  /** The things of the scene that are no longer so, and those that are so instead. */
  gone: z.array(PlacedThing),
  come: z.array(PlacedThing),
  things: z.array(PlacedThing),
  background: Background,
  /** Whether the background changes, so that everything may be drawn anew. */
  everywhere: z.boolean(),
});
export type EditTrial = z.infer<typeof EditTrial>;

export const SuiteScene = z.object({
  seed: z.int().min(0),
  sentence: z.string().min(1),
  said: Said,
  /** All that the scene shows. */
  things: z.array(PlacedThing),
  background: Background,
  edit: EditTrial.optional(),
  /** The control that lies beside the scene's picture, and its kind. */
  control: z.enum(['edges', 'classes', 'depth', 'sketch']).optional(),
  /** A thing to be hidden and drawn again. */
  hole: PlacedThing.extend({ label: z.string() }).optional(),
  questions: z.array(z.object({ topic: z.string(), text: z.string(), answer: z.string() })).default([]),
  place: z.object({ text: z.string(), box: PixelBox }).optional(),
});
export type SuiteScene = z.infer<typeof SuiteScene>;

export type Suite = { readonly header: SuiteHeader; readonly scenes: readonly SuiteScene[] };

/** A suite is JSON lines: the header, then one scene a line. Throws for a line that is none. */
export function parseSuite(text: string): Suite {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  const header = SuiteHeader.parse(JSON.parse(first));
  return { header, scenes: rest.map((line) => SuiteScene.parse(JSON.parse(line))) };
}
