/** What is compared of a caption: its words in small letters without punctuation. */
export function wordsIn(caption: string): readonly string[] {
  return caption.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** How often each run of `length` words occurs; the words of a run are joined by spaces. */
export function runsOf(words: readonly string[], length: number): ReadonlyMap<string, number> {
  const runs = new Map<string, number>();
  for (let start = 0; start + length <= words.length; start++) {
    const run = words.slice(start, start + length).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

/** A caption that a model wrote, and those that people wrote of the same photo. */
export type Described = { readonly said: string; readonly known: readonly string[] };

/** Lengths of the runs of words that captions are compared by. */
export const runLengths = [1, 2, 3, 4] as const;
