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
  return {
    version: `${await getModuleVersion()} (llama.cpp ${llama.llamaCppRelease.release})`,
    weights: 'Q8_0, Llama-shaped',
    prepare: (task) => prepare(model, threads, task),
  };
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
