import { availableParallelism } from 'node:os';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { StudioError, type StudioErrorData } from '../../../preload/contract';
import { type DeviceName, processor, titleOf } from '../devices/device';
import { DeviceFault } from '../devices/fault';
import { providerOptions } from './providers';

export type Feeds = Record<string, Tensor>;
export type Outputs = Readonly<Record<string, Tensor>>;

/** Threads for one graph: all cores of a small machine, one less of a larger one, never more than pay. */
export function threadCount(cores = availableParallelism()): number {
  return cores <= 2 ? cores : Math.min(4, cores - 1);
}

/** Threads for a graph that runs beside other work all the while: half of what it could use. */
export function sharedThreadCount(cores = availableParallelism()): number {
  return Math.max(1, Math.floor(threadCount(cores) / 2));
}

/** Opens a graph from bytes that were verified; they may be let go afterwards. `what` names the graph in errors. */
export async function openSession(
  bytes: Uint8Array,
  what: string,
  device: DeviceName,
  threads = threadCount(),
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, sessionOptions(device, threads));
  } catch (thrown) {
    throw graphError(`The ${what} of the pack cannot be opened${placeOf(device)}.`, thrown);
  }
}

/** Runs a graph. The event loop turns once before, so that messages are read between two runs. */
export async function runSession(
  session: InferenceSession,
  feeds: Feeds,
  what: string,
  device: DeviceName,
): Promise<Outputs> {
  try {
    return await session.run(feeds);
  } catch (thrown) {
    throw graphError(`The ${what} of the pack failed${placeOf(device)}.`, thrown);
  }
}

export function outputNamed(outputs: Outputs, name: string): Tensor {
  const output = outputs[name];
  if (output === undefined) throw new StudioError(failure(`The graph gave no “${name}”.`));
  return output;
}

export function floatsNamed(outputs: Outputs, name: string): Float32Array {
  const { data } = outputNamed(outputs, name);
  if (data instanceof Float32Array) return data;
  throw new TypeError(`The graph gave something else than 32-bit floats for “${name}”.`);
}

/** Throws `pack-invalid` unless the graph has exactly these inputs and at least these outputs. */
export function checkNames(
  session: InferenceSession,
  inputs: readonly string[],
  outputs: readonly string[],
  what: string,
): void {
  const missing = [
    ...inputs.filter((name) => !session.inputNames.includes(name)),
    ...outputs.filter((name) => !session.outputNames.includes(name)),
  ];
  const unknown = session.inputNames.filter((name) => !inputs.includes(name));
  if (missing.length + unknown.length === 0) return;
  throw new StudioError({
    code: 'pack-invalid',
    message: `The ${what} of the pack has other inputs or outputs than its manifest says.`,
    detail: `missing: ${missing.join(', ') || 'none'}; unknown: ${unknown.join(', ') || 'none'}`,
    hint: 'Install the pack again, or ask its author for a corrected one.',
  });
}

function sessionOptions(device: DeviceName, threads: number): InferenceSession.SessionOptions {
  return {
    ...providerOptions(device),
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Threads spin while a run needs them, for speed, and sleep as soon as it is over, for an idle machine.
    extra: { session: { force_spinning_stop: '1' } },
  };
}

function placeOf(device: DeviceName): string {
  return device === processor ? '' : ` on ${titleOf(device)}`;
}

const exhaustion = /bad_alloc|bad allocation|failed to allocate|out of memory|CUDA_ERROR_OUT_OF_MEMORY|E_OUTOFMEMORY/i;

function graphError(message: string, thrown: unknown): DeviceFault {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return exhaustion.test(detail)
    ? new DeviceFault(exhausted(detail), { kind: 'out-of-memory', detail }, { cause: thrown })
    : new DeviceFault({ ...failure(message), detail }, { kind: 'failed', detail }, { cause: thrown });
}

function failure(message: string): StudioErrorData {
  return {
    code: 'engine-failed',
    message,
    hint: 'Try again; if it happens again, install the pack again or use another one.',
  };
}

function exhausted(detail: string): StudioErrorData {
  return {
    code: 'out-of-memory',
    message: 'The machine has not enough free memory for this job.',
    detail,
    hint: 'Close other programs, or ask for fewer pictures at once.',
  };
}
