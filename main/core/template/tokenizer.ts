/** Text to ids of the pack's vocabulary and back. */
export interface Tokenizer {
  /** What a person wrote: nothing in it is taken for a special token, whatever it looks like. */
  encodeText(text: string): readonly number[];
  /** The fixed text of a template, in which special tokens stand by name, such as `<break>`. */
  encodeTemplate(text: string): readonly number[];
  /** Special tokens are left out. */
  decode(ids: readonly number[]): string;
}
