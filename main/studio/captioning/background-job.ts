import { JobRequest, type JobRequestInput, type JobResult, StudioError } from '../../../preload/contract';
import type { EngineHost } from '../../engine/host';

/** Runs a job to its end, or cancels it when the signal says so. Throws what it failed with, and the signal's reason. */
export async function backgroundJob(
  host: Pick<EngineHost, 'submit' | 'wait' | 'cancel'>,
  input: JobRequestInput,
  signal: AbortSignal,
): Promise<JobResult> {
  signal.throwIfAborted();
  const id = await host.submit(JobRequest.parse({ ...input, priority: 'background' }));
  const cancel = () => host.cancel(id);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { result, error } = await host.wait(id);
    if (result !== undefined) return result;
    signal.throwIfAborted();
    throw new StudioError(error ?? { code: 'engine-failed', message: 'The job was cancelled.' });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
