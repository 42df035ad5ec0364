import {
  AssetId,
  Cells,
  ChangedPixels,
  JobId,
  JobProgress,
  JobRequest,
  JobTimings,
  PackManifest,
  PictureScores,
  Plan,
  ReadPlan,
  Recipe,
  ResultAnswer,
  ResultText,
  StudioErrorData,
  z,
} from '../../preload/contract';
import { DeviceName, processor } from './devices/device';
import { DeviceOutcome, DeviceTrouble } from './devices/outcome';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');

const PictureFiles = z.array(z.object({ id: AssetId, bytes: Bytes }));
/** The pictures that a request names, as they came in. */
export type PictureFiles = Readonly<z.infer<typeof PictureFiles>>;
const Vector = z.custom<Float32Array>((value) => value instanceof Float32Array, 'must be numbers');

const EnginePack = z.object({ folder: z.string(), manifest: PackManifest, hash: z.string(), bytes: z.number() });

/** What the host tells the engine process. */
export const EngineCommand = z.discriminatedUnion('type', [
  /** The packs that jobs may use, and the version of the studio for recipes. Sent first, and again when packs change. */
  z.object({
    type: z.literal('configure'),
    studio: z.string(),
    packs: z.array(EnginePack).readonly(),
    /** What the engine may run on, best first. */
    devices: z.array(DeviceName).min(1).readonly().default([processor]),
  }),
  /** Tries a device. Sent to a process of its own, for the device may crash it. */
  z.object({ type: z.literal('try-device'), device: DeviceName }),
  /** `pictures` holds the picture files that the request names. */
  z.object({
    type: z.literal('submit'),
    id: JobId,
    request: JobRequest,
    pictures: PictureFiles.readonly().default([]),
  }),
  z.object({ type: z.literal('cancel'), id: JobId }),
  /** Of the jobs that wait it is the next one. */
  z.object({ type: z.literal('first'), id: JobId }),
  /** A preview of the job has been stored; the next may come. */
  z.object({ type: z.literal('preview-taken'), id: JobId }),
  /** Asks for vectors of texts and square pictures, by the retriever of the pack with this hash. Urgent ones do not queue. */
  z.object({
    type: z.literal('embed'),
    id: z.int(),
    urgent: z.boolean(),
    pack: z.string(),
    texts: z.array(z.string()).readonly(),
    squares: z.array(z.object({ side: z.int().min(1), rgb: Bytes })).readonly(),
  }),
  z.object({ type: z.literal('shutdown') }),
]);
export type EngineCommand = z.infer<typeof EngineCommand>;

const Picture = z.object({ bytes: Bytes, width: z.int().min(1), height: z.int().min(1) });

const EngineResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pictures'),
    pictures: z
      .array(
        Picture.extend({
          recipe: Recipe,
          uncertainty: z.array(z.number()).readonly(),
          cells: Cells.readonly().optional(),
          codes: z.array(z.int()).readonly().optional(),
          changed: ChangedPixels.optional(),
          read: ReadPlan.optional(),
          obeyed: z.array(z.number()).readonly().optional(),
          scores: PictureScores.optional(),
        }),
      )
      .min(1)
      .readonly(),
    timings: JobTimings,
  }),
  ResultText,
  z.object({ kind: z.literal('plan'), plan: ReadPlan, timings: JobTimings }),
  ResultAnswer,
]);
export type EngineResult = z.infer<typeof EngineResult>;

/** What the engine process tells the host. */
export const EngineEvent = z.discriminatedUnion('type', [
  /** Sent again when the device changes. */
  z.object({ type: z.literal('ready'), device: z.string() }),
  z.object({ type: z.literal('device-tried'), device: DeviceName, outcome: DeviceOutcome }),
  /** The job that runs is done once more on the next device. */
  z.object({ type: z.literal('device-dropped'), device: DeviceName, trouble: DeviceTrouble }),
  z.object({ type: z.literal('started'), id: JobId }),
  z.object({ type: z.literal('progress'), id: JobId, progress: JobProgress }),
  /** What there is of the plans of a job so far. */
  z.object({
    type: z.literal('planned'),
    id: JobId,
    plans: z.array(Plan).readonly().optional(),
    before: Plan.optional(),
    regions: z.array(Cells).readonly().optional(),
  }),
  z.object({
    type: z.literal('preview'),
    id: JobId,
    candidate: z.int().min(0),
    rows: z.int().min(0),
    totalRows: z.int().min(1),
    /** Of the finished rows. */
    codes: z.array(z.int()).readonly(),
    picture: Picture,
  }),
  z.object({ type: z.literal('finished'), id: JobId, result: EngineResult }),
  z.object({ type: z.literal('cancelled'), id: JobId }),
  z.object({ type: z.literal('failed'), id: JobId, error: StudioErrorData }),
  z.object({
    type: z.literal('embedded'),
    question: z.int(),
    answer: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), vectors: z.array(Vector).readonly() }),
      z.object({ ok: z.literal(false), error: StudioErrorData }),
    ]),
  }),
  /** Something is wrong that belongs to no job, such as a message that could not be understood. */
  z.object({ type: z.literal('problem'), error: StudioErrorData }),
]);
export type EngineEvent = z.infer<typeof EngineEvent>;

export function unreadableMessage(from: string, cause: z.ZodError): StudioErrorData {
  return {
    code: 'bad-request',
    message: `A message from ${from} could not be understood and was left out.`,
    detail: cause.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; '),
    hint: 'If this happens again, restart the studio.',
  };
}
