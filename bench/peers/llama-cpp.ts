/** llama.cpp through node-llama-cpp: as many sequences of one context as there are rows, which it reads in one batch. */
import { join } from 'node:path';
import { getLlama, getModuleVersion, type LlamaContextSequence, type LlamaModel } from 'node-llama-cpp';
import type { Peer, PeerRequest, PreparedTask, Watch } from './peer';
import { promptIds, type Task } from './plan';
import { serve } from './serve';

async function open({ models, threads }: PeerRequest): Promise<Peer> {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    logLevel: 'error',
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: join(models, 'model-q8_0.gguf') });
  const best = await bestThreads(model, threads);
  return {
    version: `${await getModuleVersion()} (llama.cpp ${llama.llamaCppRelease.release})`,
    weights: `Q8_0, Llama-shaped, ${best === 1 ? '1 thread' : `${best} threads`}`,
    prepare: (task) => prepare(model, best, task),
  };
}

const trial: Task = { name: 'decode2', rows: 2, prompt: 8, tokens: 24, draws: 'image' };

/**
 * The number of threads with which it draws fastest. Its threads wait for each other by spinning many times per step; with
 * as many of them as cores, whatever else runs, Node's own thread first of all, holds all of them up: a small model was
 * seen to take a hundred times the processor time with two threads that it took with one.
 */
async function bestThreads(model: LlamaModel, most: number): Promise<number> {
  const times: number[] = [];
  for (let threads = 1; threads <= most; threads++) times.push(await trialTime(model, threads));
  return 1 + times.indexOf(Math.min(...times));
}

async function trialTime(model: LlamaModel, threads: number): Promise<number> {
  const { run, close } = await prepare(model, threads, trial);
  try {
    const begun = performance.now();
    await run({ onTokens: () => undefined, signal: new AbortController().signal });
    return performance.now() - begun;
  } finally {
    await close();
  }
}

async function prepare(model: LlamaModel, threads: number, task: Task): Promise<PreparedTask> {
  const context = await model.createContext({
    sequences: task.rows,
    contextSize: task.prompt + task.tokens + 1,
    threads: { ideal: threads, min: threads },
  });
  const sequences = Array.from({ length: task.rows }, () => context.getSequence());
  return { run: (watch) => drawAll(sequences, task, watch), close: () => context.dispose() };
}

/** Each sequence asks for its next token as soon as it has one; what is asked at the same time is read together. */
async function drawAll(sequences: readonly LlamaContextSequence[], task: Task, watch: Watch): Promise<void> {
  let drawn = 0;
  const onToken = () => {
    if (++drawn % sequences.length === 0) watch.onTokens(drawn / sequences.length);
  };
  await Promise.all(sequences.map((sequence) => draw(sequence, task, onToken, watch.signal)));
}

async function draw(
  sequence: LlamaContextSequence,
  task: Task,
  onToken: () => void,
  signal: AbortSignal,
): Promise<void> {
  const prompt = promptIds(task, 3, sequence.model.fileInfo.metadata.llama.vocab_size);
  let drawn = 0;
  for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    onToken();
    if (++drawn === task.tokens || signal.aborted) return;
  }
}

await serve(open);
