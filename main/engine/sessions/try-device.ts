import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type DeviceName, processor } from '../devices/device';
import type { DeviceOutcome } from '../devices/outcome';
import { lackOf, providerOptions } from './providers';
import { side, trialGraph, trialInput, trialOutput } from './trial-graph';

const repetitions = 3;

/**
 * Runs a small graph on a device. Tells what came of it and does not throw; a driver may still crash the process, so it
 * is called in one that has nothing else to do.
 */
export async function tryDevice(device: DeviceName): Promise<DeviceOutcome> {
  const lack = lackOf(device);
  if (lack !== undefined) return { kind: 'absent', detail: lack };
  try {
    return await judge(device);
  } catch (thrown) {
    return outcomeOf(thrown);
  }
}

async function judge(device: DeviceName): Promise<DeviceOutcome> {
  const { output, milliseconds } = await measure(device);
  const wrong = output.findIndex((value, index) => !(value === expected[index]));
  if (wrong >= 0) return { kind: 'wrong', detail: `${output[wrong] ?? 'nothing'} instead of ${expected[wrong] ?? 0}` };
  return device === processor ? { kind: 'works' } : compare(milliseconds, (await measure(processor)).milliseconds);
}

const expected = trialOutput();

/** A graphics card that the driver only imitates would make the studio slower. */
function compare(own: number, processors: number): DeviceOutcome {
  if (own <= processors) return { kind: 'works' };
  return { kind: 'slow', detail: `${own.toFixed(0)} ms for what the processor does in ${processors.toFixed(0)} ms` };
}

async function measure(device: DeviceName): Promise<{ output: Float32Array; milliseconds: number }> {
  const session = await InferenceSession.create(trialGraph(), {
    ...providerOptions(device),
    logSeverityLevel: 4,
    // The device has to do the sums itself, or the session is refused.
    ...(device === processor ? {} : { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
  });
  try {
    return await run(session);
  } finally {
    await session.release();
  }
}

async function run(session: InferenceSession): Promise<{ output: Float32Array; milliseconds: number }> {
  const feeds = { in: new Tensor('float32', trialInput(), [side, side]) };
  let output = new Float32Array();
  let milliseconds = Infinity;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const started = performance.now();
    const { out } = await session.run(feeds);
    milliseconds = Math.min(milliseconds, performance.now() - started);
    if (out?.data instanceof Float32Array) output = new Float32Array(out.data);
  }
  return { output, milliseconds };
}

/** What the runtime says when a library or a device is not there, as opposed to one that is and fails. */
const absence =
  /failed to load (shared )?library|no available backend|no supported adapters|webgpu adapter|no cuda-capable/i;
const exhaustion = /bad_alloc|failed to allocate|out of memory/i;

function outcomeOf(thrown: unknown): DeviceOutcome {
  const detail = (thrown instanceof Error ? thrown.message : String(thrown)).trim();
  if (absence.test(detail)) return { kind: 'absent', detail };
  return { kind: exhaustion.test(detail) ? 'out-of-memory' : 'failed', detail };
}
