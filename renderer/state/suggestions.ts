const most = 5;

/**
 * What the words may become: labels that the pack knows and those used already, best first. A label fits when each word
 * typed begins one of its words; one that begins with what was typed comes before the others.
 */
export function suggestions(typed: string, vocabulary: readonly string[], used: readonly string[]): readonly string[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/).filter((word) => word !== '');
  const known = [...new Set([...used, ...vocabulary].map((label) => label.trim()))].filter((label) => label !== '');
  return known
    .filter((label) => label.toLowerCase() !== text && fits(label.toLowerCase(), words))
    .map((label, index) => ({ label, rank: label.toLowerCase().startsWith(text) ? index : index + known.length }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ label }) => label);
}

function fits(label: string, words: readonly string[]): boolean {
  const own = label.split(/\s+/);
  return words.every((word) => own.some((each) => each.startsWith(word)));
}
