import { FamiliarGraph, FeatureEncoder, PictureForm, RegionGraph } from './features';
import { PackId } from './ids';
import { PackPath } from './pack-path';
import { SequenceTemplate } from './template';
import { z } from './zod';

export const maximumPackFileBytes = 8 * 1024 ** 3;

export const PackFile = z.object({
  path: PackPath,
  bytes: z.int().min(0).max(maximumPackFileBytes),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PackFile = z.infer<typeof PackFile>;

const TokenId = z.int().min(0).max(1_000_000);

/** Half-open range of token ids: [start, end). */
export const TokenRange = z
  .tuple([TokenId, TokenId])
  .refine(([start, end]) => start <= end, 'a range ends at or after its start');
export type TokenRange = z.infer<typeof TokenRange>;

export const Tokens = z.object({
  vocabularySize: z.int().min(8).max(1_000_000),
  ranges: z.object({ special: TokenRange, text: TokenRange, location: TokenRange, image: TokenRange }),
  special: z.object({
    bos: TokenId,
    eos: TokenId,
    pad: TokenId,
    break: TokenId,
    /** Stands for a span that was cut out; the same id opens the span at the end (CM3). */
    mask: TokenId,
    infill: TokenId,
    hole: TokenId,
    masks: z.array(TokenId).min(1),
  }),
});
export type Tokens = z.infer<typeof Tokens>;

export const ImageCodec = z.object({
  encoder: z.object({ file: PackPath }),
  decoder: z.object({ file: PackPath }),
  /** Side of the square picture the encoder reads, in pixels. */
  pixels: z.int().min(16).max(4096),
  /** Token grid as [rows, columns]. */
  grid: z.tuple([z.int().min(1).max(256), z.int().min(1).max(256)]),
  codebook: z.int().min(2).max(1_000_000),
  /** Side of the square picture the decoder draws, in pixels; may be larger than `pixels`. */
  outputPixels: z.int().min(16).max(8192),
  /** Rows of tokens needed above and below a strip so that it decodes as in the whole picture. */
  stripContext: z.int().min(0).max(64),
});
export type ImageCodec = z.infer<typeof ImageCodec>;

export const TransformerGraph = z.object({ precision: z.string().min(1).max(40), file: PackPath });

/** Where a token stands, in the graph's own terms. */
export const Positions = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('segment-row-column'),
    /** Row and column of a token that is not part of a picture. */
    neutral: z.number(),
    /** Whether a query carries the position of the token it is about to predict. */
    nextCell: z.boolean(),
  }),
  /** Tokens are counted from 0, those of a picture like all others. */
  z.object({ kind: z.literal('index') }),
]);
export type Positions = z.infer<typeof Positions>;

const TensorName = z.string().min(1).max(200);
const LayerTensorName = TensorName.refine(
  (name) => name.split('{layer}').length === 2,
  'must hold {layer}, where the number of the layer stands, once',
);

/** What a graph calls its tensors; `{layer}` counts from 0. */
export const PastPresentNames = z.strictObject({
  tokens: TensorName,
  mask: TensorName,
  /** Left out where the graph counts positions itself, from the mask. */
  positions: TensorName.optional(),
  logits: TensorName,
  pastKey: LayerTensorName,
  pastValue: LayerTensorName,
  presentKey: LayerTensorName,
  presentValue: LayerTensorName,
});
export type PastPresentNames = z.infer<typeof PastPresentNames>;

export const CacheStyle = z.discriminatedUnion('style', [
  /** The past is a fixed buffer [batch, heads, slots, headDim] per layer with an additive mask; only new rows come back. */
  z.object({ style: z.literal('masked-rows') }),
  /** The past goes in as [batch, kvHeads, slots, headDim] and comes back whole, one token longer for each that was read. */
  z.object({ style: z.literal('past-present'), names: PastPresentNames }),
]);
export type CacheStyle = z.infer<typeof CacheStyle>;

export const Transformer = z.object({
  /** The first graph that the machine can run is used. */
  graphs: z.array(TransformerGraph).min(1).max(8),
  layers: z.int().min(1).max(256),
  heads: z.int().min(1).max(256),
  /** Heads of keys and values where several query heads share one; otherwise as many as `heads`. */
  kvHeads: z.int().min(1).max(256).optional(),
  headDim: z.int().min(1).max(1024),
  /** Longest sequence in tokens, prompt and answer together. */
  maxLength: z.int().min(16).max(1_000_000),
  positions: Positions,
  /** Left out where the graph does not tell kinds of tokens apart. */
  kinds: z.object({ text: z.int(), image: z.int(), source: z.int(), control: z.int() }).optional(),
  cache: CacheStyle,
});
export type Transformer = z.infer<typeof Transformer>;

/** What a retriever's image graph is given: what one of the pack's own encoders makes of a picture, or the picture itself. */
export const RetrieverForm = z.enum([...PictureForm.options, 'pixels']);
export type RetrieverForm = z.infer<typeof RetrieverForm>;

/** How texts become tokens for a retriever that was not trained with the pack, as CLIP and its kin. */
export const RetrieverWords = z.object({
  tokenizer: PackPath,
  /** Ids that stand before and after every text, also after one that was cut. */
  begin: z.int().min(0).optional(),
  end: z.int().min(0).optional(),
  pad: z.int().min(0),
  /** Whether every text is filled up to `maxTokens`, in place of up to the longest. */
  toLength: z.boolean().default(false),
});
export type RetrieverWords = z.infer<typeof RetrieverWords>;

/**
 * Two graphs that lay texts and pictures into one space, where what belongs together points the same way. A picture is
 * read through what one of the pack's own encoders makes of it, or as it is.
 */
export const RetrieverGraphs = z.object({
  /** `maxTokens`: what a longer text has beyond is left out. */
  text: z.object({ file: PackPath, maxTokens: z.int().min(1).max(4096), words: RetrieverWords.optional() }),
  image: z.object({ file: PackPath }),
  reads: RetrieverForm.default('codes'),
  /** Of pictures that are read as they are: the side of the square, and how others become one. */
  pixels: z.object({ side: z.int().min(16).max(4096), fit: z.enum(['stretch', 'cover']) }).optional(),
  /** Numbers in a vector; every vector has length 1. */
  dimension: z.int().min(2).max(4096),
  /** What a cosine is multiplied by before a softmax over what might belong together: 1 / temperature. */
  scale: z.number().gt(0).max(1000),
});
export type RetrieverGraphs = z.infer<typeof RetrieverGraphs>;

/** How tokens are drawn. Guidance 1 is no guidance, top-p 1 keeps everything, temperature 0 is greedy. */
export const SamplingSettings = z.object({
  temperature: z.number().min(0).max(4),
  topP: z.number().gt(0).max(1),
  guidance: z.number().min(1).max(20),
  /** Tokens that are kept at most at each draw. */
  topK: z.int().min(1).max(100_000).optional(),
  /** Contrastive decoding top-k (CD-K) in place of top-p, for every candidate or for every second one. */
  contrast: z
    .object({ k: z.int().min(1).max(1000), alpha: z.number().gt(0).max(1), candidates: z.enum(['all', 'half']) })
    .optional(),
  /** Text: how much less likely a token becomes by having been written; 1 is not at all. */
  repetition: z.number().min(1).max(4).optional(),
  /** Text: how many ways are followed at once in search of the likeliest, and how much length is favoured. */
  beams: z.object({ count: z.int().min(1).max(8), lengthPenalty: z.number().min(-4).max(4) }).optional(),
});
export type SamplingSettings = z.infer<typeof SamplingSettings>;

/**
 * A picture is changed by redrawing only what differs between two plans of it, drawn anew as the instruction says, or
 * filtered: its pixels are given other colours, all of them or those of a region that the model finds.
 */
export const EditMode = z.enum(['redraw', 'one-pass', 'filter']);
export type EditMode = z.infer<typeof EditMode>;

export const TaskTemplate = z.object({
  parts: SequenceTemplate,
  unconditional: z.array(SequenceTemplate).max(2),
  /** Where this template's tokens are drawn otherwise than the task's `defaults` say. */
  defaults: SamplingSettings.optional(),
});
export type TaskTemplate = z.infer<typeof TaskTemplate>;

export const PackTask = z.object({
  /** Of several the one counts that generates what is needed: a control is read as a plan, and then the plan is drawn. */
  templates: z.array(TaskTemplate).min(1).max(8),
  defaults: SamplingSettings,
  maxPromptTokens: z.int().min(1).max(100_000).optional(),
  maxNewTokens: z.int().min(1).max(100_000).optional(),
  stop: z.array(z.enum(['eos', 'break', 'infill'])).optional(),
  /** Of `edit`, whose own template is that of one pass: which way is taken unless the request says. */
  mode: EditMode.optional(),
  /**
   * Of `caption`, written by beam search: what the cosine of a text and the picture in the retriever's space weighs beside the
   * text's score. All texts that the search ends with are weighed. Left out: nothing.
   */
  likeness: z.number().gt(0).max(1000).optional(),
});
export type PackTask = z.infer<typeof PackTask>;

export const taskNames = [
  'generate',
  'plan',
  'read',
  'replan',
  'redraw',
  'edit',
  'place',
  'control',
  'inpaint',
  'liken',
  'caption',
  'ask',
  'locate',
  'segment',
  'depth',
] as const;
export const TaskName = z.enum(taskNames);
export type TaskName = z.infer<typeof TaskName>;

/** A class of things with the colour that stands for it in maps of classes, such as `#b4dcff`. */
export const PictureClass = z.object({
  name: z.string().min(1).max(60),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type PictureClass = z.infer<typeof PictureClass>;

/** `pack.json`: everything the engine knows about a model. Unknown fields are ignored, unknown formats refused. */
export const PackManifest = z.object({
  format: z.literal(1),
  id: PackId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string().min(1).max(100),
  description: z.string().max(2000),
  licence: z.string().min(1).max(200),
  /** What it may be used for, where that is less than everything; shown wherever the pack is. */
  terms: z.string().min(1).max(300).optional(),
  authors: z.array(z.string().max(200)).max(50),
  trainedOn: z.string().max(2000),
  languages: z.array(z.string().max(20)).max(100),
  limits: z.array(z.string().max(500)).max(50),
  samplePrompts: z.array(z.string().min(1).max(300)).max(50),
  /** What boxes may be labelled with, such as “red boat”, as far as the pack can name it. */
  labels: z.array(z.string().min(1).max(100)).max(2000).optional(),
  /** What maps of classes are painted with: as controls, and as the pack draws them itself. */
  classes: z.array(PictureClass).max(500).optional(),
  files: z.array(PackFile).min(1).max(500),
  tokens: Tokens,
  text: z.object({ tokenizer: PackPath }),
  /** Between pictures and tokens; left out where the pack does not draw. */
  image: ImageCodec.optional(),
  /** For pictures that are only read; a pack has this, `image` or both. */
  features: FeatureEncoder.optional(),
  transformer: Transformer,
  /** Left out where the pack cannot compare texts and pictures. */
  retriever: RetrieverGraphs.optional(),
  /** Left out where the pack cannot tell pictures that it knows from others. */
  familiar: FamiliarGraph.optional(),
  /** Left out where the pack finds no regions in pictures. */
  regions: RegionGraph.optional(),
  tasks: z.partialRecord(TaskName, PackTask),
  evaluation: z.record(z.string(), z.unknown()),
});
export type PackManifest = z.infer<typeof PackManifest>;
