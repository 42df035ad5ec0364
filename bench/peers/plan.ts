/** One piece of work, the same for everyone. */
export type Task = {
  readonly name: TaskName;
  /** Sequences that are read side by side. */
  readonly rows: number;
  /** Tokens that each sequence begins with. */
  readonly prompt: number;
  /** Tokens that are drawn for each sequence. */
  readonly tokens: number;
  /** `guided`: two sequences that the studio mixes into one. */
  readonly draws: 'image' | 'guided' | 'text';
  /** Tokens after which it is cancelled. */
  readonly cancelAfter?: number;
};

export type TaskName = `decode${(typeof batches)[number]}` | 'prefill' | 'picture' | 'caption' | 'cancel';

export const batches = [1, 2, 4, 8] as const;

const promptTokens = 30;
const captionTokens = 24;
/** What a caption's template holds beside the picture. */
const captionControls = 6;

/** `pictureTokens` of a whole picture; `tokens` draws fewer of them, which is for trying things out. */
export function planOf(pictureTokens: number, rowTokens: number, tokens = pictureTokens): Task[] {
  const picture = { prompt: promptTokens, tokens, draws: 'image' } as const;
  const caption = { rows: 1, prompt: pictureTokens + captionControls, draws: 'text' } as const;
  return [
    ...batches.map((rows) => ({ name: `decode${rows}`, rows, ...picture }) as const),
    { name: 'prefill', ...caption, tokens: 1 },
    { name: 'picture', rows: 2, ...picture, draws: 'guided' },
    { name: 'caption', ...caption, tokens: Math.min(captionTokens, tokens) },
    { name: 'cancel', rows: 2, ...picture, draws: 'guided', cancelAfter: Math.min(rowTokens, Math.ceil(tokens / 4)) },
  ];
}

/** Ids of a prompt: what they are makes no difference to the time, only that they exist in every vocabulary. */
export function promptIds({ prompt }: Task, start: number, end: number): number[] {
  return Array.from({ length: prompt }, (_, index) => start + ((index * 37) % (end - start)));
}
