const maximumStem = 60;
const maximumName = 100;

/** A file name that says what the picture shows: words of the sentence, then the seed. */
export function pictureFileName(sentence: string, seed: number | undefined): string {
  const stem = fileStem(sentence) || 'picture';
  return seed === undefined ? `${stem}.png` : `${stem}-${seed}.png`;
}

/** The words of the text, fit for a file name; empty when there are none. */
export function fileStem(text: string): string {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, maximumStem).replace(/-+$/, '');
}

/** The name as it is, without what no file name may have. */
export function plainFileName(name: string): string {
  const plain = name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '-').replace(/^\.+/, '');
  return plain.slice(0, maximumName) || 'project';
}
