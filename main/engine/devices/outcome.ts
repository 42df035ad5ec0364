import { z } from '../../../preload/contract';

/** What went wrong with a device when it was tried, or when a job used it. Says nothing about when. */
export const DeviceTrouble = z.discriminatedUnion('kind', [
  /** This build of the runtime, or this machine, does not have it. */
  z.object({ kind: z.literal('absent'), detail: z.string() }),
  z.object({ kind: z.literal('failed'), detail: z.string() }),
  z.object({ kind: z.literal('wrong'), detail: z.string() }),
  z.object({ kind: z.literal('slow'), detail: z.string() }),
  z.object({ kind: z.literal('crashed'), detail: z.string() }),
  z.object({ kind: z.literal('out-of-memory'), detail: z.string() }),
]);
export type DeviceTrouble = z.infer<typeof DeviceTrouble>;

export const DeviceOutcome = z.union([z.object({ kind: z.literal('works') }), DeviceTrouble]);
export type DeviceOutcome = z.infer<typeof DeviceOutcome>;

/** Why a device is not used, to go on after "it". */
const reasons: Record<DeviceTrouble['kind'], string> = {
  absent: 'is not available on this machine',
  failed: 'gave an error',
  wrong: 'gave wrong results',
  slow: 'is slower than the processor',
  crashed: 'crashed the process that used it',
  'out-of-memory': 'ran out of memory',
};

export function reasonFor({ kind }: DeviceTrouble): string {
  return reasons[kind];
}

/** As in a table: the reason and, in short, what the device said. */
export function explain(trouble: DeviceTrouble): string {
  const [line = ''] = trouble.detail.split('\n');
  const short = line.length > 120 ? `${line.slice(0, 117)}...` : line;
  return short === '' ? reasonFor(trouble) : `${reasonFor(trouble)}: ${short}`;
}

/** Whether it says something about the device that will be so again; a lack of memory may have been another program's. */
export function isLasting({ kind }: DeviceOutcome): boolean {
  return kind !== 'out-of-memory';
}
