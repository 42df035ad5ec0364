import { setTimeout as sleep } from 'node:timers/promises';
import { peakMemory } from './peak-memory';
import type { Peer, PeerAnswer, PeerRequest, TaskTimes } from './peer';
import type { Task } from './plan';

const warmUpTokens = 16;
/** Milliseconds between a round and the request to cancel, so that it falls into the middle of the next one. */
const cancelDelay = 1;

/** A peer's process: does what its first argument asks for and prints what it measured. */
export async function serve(open: (request: PeerRequest) => Promise<Peer>): Promise<void> {
  const request = JSON.parse(process.argv[2] ?? '') as PeerRequest;
  const peer = await open(request);
  const times: Record<string, TaskTimes> = {};
  for (const task of request.tasks) times[task.name] = await measure(peer, task, request.rowTokens);
  const { version, weights } = peer;
  const answer: PeerAnswer = { version, weights, peakMemory: peakMemory(), times };
  // What libraries keep running must not keep the process alive.
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());
}

async function measure(peer: Peer, task: Task, rowTokens: number): Promise<TaskTimes> {
  const { cancelAfter: _, ...uncancelled } = task;
  await timed(peer, { ...uncancelled, tokens: Math.min(warmUpTokens, task.tokens) }, rowTokens);
  return timed(peer, task, rowTokens);
}

async function timed(peer: Peer, task: Task, rowTokens: number): Promise<TaskTimes> {
  const prepared = await peer.prepare(task);
  try {
    return await timedRun(prepared.run, task, rowTokens);
  } finally {
    await prepared.close();
  }
}

async function timedRun(
  run: Awaited<ReturnType<Peer['prepare']>>['run'],
  task: Task,
  rowTokens: number,
): Promise<TaskTimes> {
  const cancelling = new AbortController();
  const times: { firstRow?: number } = {};
  let drawn = 0;
  let asked = Number.NaN;
  const cancel = async () => {
    await sleep(cancelDelay);
    asked = performance.now();
    cancelling.abort();
  };
  const onTokens = (done: number) => {
    drawn = done;
    if (done === rowTokens) times.firstRow = performance.now() - begun;
    if (done === task.cancelAfter) void cancel();
  };
  const begun = performance.now();
  await run({ onTokens, signal: cancelling.signal }).catch((thrown: unknown) => {
    if (!cancelling.signal.aborted) throw thrown;
  });
  const ended = performance.now();
  checkEnd(task, drawn);
  const cancelled = task.cancelAfter === undefined ? {} : { cancel: ended - asked };
  return { total: ended - begun, ...times, ...cancelled };
}

/** A run that ends by itself too early, or is not cancelled in time, would look fast. */
function checkEnd({ name, tokens, cancelAfter }: Task, drawn: number): void {
  if (cancelAfter === undefined ? drawn === tokens : drawn < tokens) return;
  throw new Error(`“${name}” drew ${drawn} of ${tokens} tokens.`);
}
