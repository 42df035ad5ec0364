const maximumStem = 60;

/** A file name that says what the picture shows: words of the sentence, then the seed. */
export function pictureFileName(sentence: string, seed: number | undefined): string {
  const words =
    sentence
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = words.join('-').slice(0, maximumStem).replace(/-+$/, '') || 'picture';
  return seed === undefined ? `${stem}.png` : `${stem}-${seed}.png`;
}
