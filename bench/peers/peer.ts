import type { Task } from './plan';

/** What a peer's process is asked, as JSON in its first argument. */
export type PeerRequest = {
  readonly tasks: readonly Task[];
  /** Folder of the pack that the studio opens. */
  readonly pack: string;
  /** Folder that the conversion scripts filled. */
  readonly models: string;
  readonly threads: number;
  /** Tokens of a row of the picture's grid. */
  readonly rowTokens: number;
};

/** What it answers, as JSON in its last line. */
export type PeerAnswer = {
  readonly version: string;
  /** How the weights are stored and computed with. */
  readonly weights: string;
  /** The most bytes that the process ever held in RAM. */
  readonly peakMemory: number;
  readonly times: Readonly<Record<string, TaskTimes>>;
};

/** Milliseconds. */
export type TaskTimes = {
  readonly total: number;
  /** Until every sequence had its first row of tokens. */
  readonly firstRow?: number;
  /** From the request to cancel until nothing ran any more. */
  readonly cancel?: number;
};

export type Watch = {
  /** Told after each round how many tokens every sequence has by now. */
  readonly onTokens: (done: number) => void;
  readonly signal: AbortSignal;
};

/** Everything that a task needs before its first token is in place. */
export type PreparedTask = {
  /** Ends early, or throws the signal's reason, when the signal is aborted. */
  readonly run: (watch: Watch) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Peer = Pick<PeerAnswer, 'version' | 'weights'> & {
  readonly prepare: (task: Task) => Promise<PreparedTask>;
};
