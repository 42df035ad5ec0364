import { ControlKind } from './control';
import { AssetId, LayerId } from './ids';
import { Recipe } from './recipe';
import { z } from './zod';

/** Document pixels; x to the right, y down. */
export const Rect = z.object({ x: z.number(), y: z.number(), width: z.number().gt(0), height: z.number().gt(0) });
export type Rect = z.infer<typeof Rect>;

const LayerBase = z.object({
  id: LayerId,
  name: z.string().max(200),
  visible: z.boolean(),
  locked: z.boolean(),
  opacity: z.number().min(0).max(1),
  rect: Rect,
  /** Layers with the same name here are selected, moved and ordered together. */
  group: z.string().max(64).optional(),
});

export const PictureLayer = LayerBase.extend({
  type: z.literal('picture'),
  asset: AssetId,
  /** What the picture was before it was painted on, for the brush that restores. */
  original: AssetId.optional(),
  /** Degrees clockwise about the middle of the rectangle. */
  rotation: z.number().min(-360).max(360).optional(),
  recipe: Recipe.optional(),
});
export type PictureLayer = z.infer<typeof PictureLayer>;

export const BoxLayer = LayerBase.extend({ type: z.literal('box'), label: z.string().max(200) });
export type BoxLayer = z.infer<typeof BoxLayer>;

export const ControlLayer = LayerBase.extend({
  type: z.literal('control'),
  control: ControlKind,
  asset: AssetId,
  strength: z.number().min(0).max(1),
});
export type ControlLayer = z.infer<typeof ControlLayer>;

export const MaskLayer = LayerBase.extend({ type: z.literal('mask'), asset: AssetId });
export type MaskLayer = z.infer<typeof MaskLayer>;

export const Layer = z.discriminatedUnion('type', [PictureLayer, BoxLayer, ControlLayer, MaskLayer]);
export type Layer = z.infer<typeof Layer>;

/** The version that this studio writes. Older ones are brought up to it when they are read: main/documents/project. */
export const documentVersion = 1;

/** The canvas and all that is on it; layers from the bottom to the top. */
export const StudioDocument = z.object({
  version: z.literal(documentVersion),
  width: z.int().min(1).max(65_536),
  height: z.int().min(1).max(65_536),
  /** The square that the model works on. */
  frame: Rect,
  layers: z.array(Layer),
});
export type StudioDocument = z.infer<typeof StudioDocument>;

/** What turns one state of a document into the next. */
export const DocumentChange = z.object({
  /** Present when the size or the frame is another one. */
  canvas: StudioDocument.pick({ width: true, height: true, frame: true }).optional(),
  /** The layers that are new or different. */
  layers: z.array(Layer),
  /** All layers that there are afterwards, from the bottom to the top. */
  order: z.array(LayerId),
});
export type DocumentChange = z.infer<typeof DocumentChange>;
