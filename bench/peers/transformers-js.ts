/** transformers.js on ONNX Runtime's CPU provider, with its own `generate`. */
import { AutoModelForCausalLM, env, InterruptableStoppingCriteria, Tensor } from '@huggingface/transformers';
import type { Peer, PeerRequest, PreparedTask, Watch } from './peer';
import { promptIds, type Task } from './plan';
import { serve } from './serve';

type Model = Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;

async function open({ models, threads }: PeerRequest): Promise<Peer> {
  env.allowRemoteModels = false;
  env.localModelPath = models;
  const model = await AutoModelForCausalLM.from_pretrained('onnx', {
    dtype: 'fp32',
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  return {
    version: env.version,
    weights: 'float32, Llama-shaped',
    prepare: async (task) => prepare(model, model.config.vocab_size, task),
  };
}

function prepare(model: Model, vocabularySize: number, task: Task): PreparedTask {
  const ids = promptIds(task, 3, vocabularySize);
  const rows = Array.from({ length: task.rows }, () => ids).flat();
  const dims = [task.rows, task.prompt];
  const input_ids = new Tensor('int64', BigInt64Array.from(rows, BigInt), dims);
  const attention_mask = new Tensor('int64', new BigInt64Array(rows.length).fill(1n), dims);
  const run = async ({ onTokens, signal }: Watch) => {
    const stopping_criteria = new InterruptableStoppingCriteria();
    signal.addEventListener('abort', () => stopping_criteria.interrupt());
    await model.generate({
      ...{ input_ids, attention_mask, stopping_criteria, streamer: counter(onTokens) },
      ...{ max_new_tokens: task.tokens, do_sample: false, eos_token_id: null },
    });
  };
  return { run, close: async () => undefined };
}

/** Is handed the prompts first, then the tokens of each round. */
function counter(onTokens: Watch['onTokens']) {
  let rounds = -1;
  return {
    put: () => {
      if (++rounds > 0) onTokens(rounds);
    },
    end: () => undefined,
  };
}

await serve(open);
