/** What is used of the peers' packages, so that the benchmarks can be checked where these are not installed. */

declare module '@huggingface/transformers' {
  export const env: { readonly version: string; allowRemoteModels: boolean; localModelPath: string };

  export class Tensor {
    constructor(type: 'int64', data: BigInt64Array, dims: readonly number[]);
    readonly dims: readonly number[];
  }

  export class InterruptableStoppingCriteria {
    interrupt(): void;
  }

  type SessionOptions = { readonly intraOpNumThreads: number; readonly interOpNumThreads: number };

  type Generating = {
    readonly input_ids: Tensor;
    readonly attention_mask: Tensor;
    readonly max_new_tokens: number;
    readonly do_sample: boolean;
    readonly eos_token_id: number | null;
    readonly stopping_criteria: InterruptableStoppingCriteria;
    readonly streamer: { readonly put: () => void; readonly end: () => void };
  };

  type CausalModel = {
    readonly config: { readonly vocab_size: number };
    generate(options: Generating): Promise<Tensor>;
  };

  export const AutoModelForCausalLM: {
    from_pretrained(
      name: string,
      options: { readonly dtype: 'fp32'; readonly device: 'cpu'; readonly session_options: SessionOptions },
    ): Promise<CausalModel>;
  };
}

declare module 'node-llama-cpp' {
  type LlamaOptions = {
    readonly gpu: false;
    readonly build: 'never';
    readonly skipDownload: boolean;
    readonly logLevel: 'error';
    readonly maxThreads: number;
  };

  type ContextOptions = {
    readonly sequences: number;
    /** Of each sequence. */
    readonly contextSize: number;
    readonly threads: { readonly ideal: number; readonly min: number };
  };

  type EvaluateOptions = { readonly temperature: number; readonly yieldEogToken: boolean };

  export type LlamaContextSequence = {
    readonly model: LlamaModel;
    evaluate(tokens: readonly number[], options: EvaluateOptions): AsyncIterable<number>;
  };

  export type LlamaContext = {
    getSequence(): LlamaContextSequence;
    dispose(): Promise<void>;
  };

  export type LlamaModel = {
    readonly fileInfo: { readonly metadata: { readonly llama: { readonly vocab_size: number } } };
    createContext(options: ContextOptions): Promise<LlamaContext>;
  };

  export type Llama = {
    readonly llamaCppRelease: { readonly release: string };
    loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  };

  export function getLlama(options: LlamaOptions): Promise<Llama>;
  export function getModuleVersion(): Promise<string>;
}
