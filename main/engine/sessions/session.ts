import { availableParallelism } from 'node:os';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { StudioError } from '../../../preload/contract';

export type Feeds = Record<string, Tensor>;
export type Outputs = Readonly<Record<string, Tensor>>;

/** Threads for one graph: all cores of a small machine, one less of a larger one, never more than pay. */
export function threadCount(cores = availableParallelism()): number {
  return cores <= 2 ? cores : Math.min(4, cores - 1);
}

/** Opens a graph from bytes that were verified; they may be let go afterwards. `what` names the graph in errors. */
export async function openSession(bytes: Uint8Array, what: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, sessionOptions());
  } catch (thrown) {
    throw graphError(`The ${what} of the pack cannot be opened.`, thrown);
  }
}

/** Runs a graph. The event loop turns once before, so that messages are read between two runs. */
export async function runSession(session: InferenceSession, feeds: Feeds, what: string): Promise<Outputs> {
  try {
    return await session.run(feeds);
  } catch (thrown) {
    throw graphError(`The ${what} of the pack failed.`, thrown);
  }
}

export function outputNamed(outputs: Outputs, name: string): Tensor {
  const output = outputs[name];
  if (output === undefined) throw graphError(`The graph gave no “${name}”.`);
  return output;
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

function sessionOptions(): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threadCount(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Threads spin while a run needs them, for speed, and sleep as soon as it is over, for an idle machine.
    extra: { session: { force_spinning_stop: '1' } },
  };
}

function graphError(message: string, cause?: unknown): StudioError {
  const detail = cause instanceof Error ? cause.message : undefined;
  const outOfMemory = detail !== undefined && /bad_alloc|bad allocation|failed to allocate|out of memory/i.test(detail);
  return new StudioError(
    {
      code: outOfMemory ? 'out-of-memory' : 'engine-failed',
      message: outOfMemory ? 'The machine has not enough free memory for this job.' : message,
      ...(detail === undefined ? {} : { detail }),
      hint: outOfMemory
        ? 'Close other programs, or ask for fewer pictures at once.'
        : 'Try again; if it happens again, install the pack again or use another one.',
    },
    { cause },
  );
}
