import type { PhotoFilter } from '../../../preload/contract';

/** A text as a literal of the store's query language. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The condition of a filter; undefined where everything passes. */
export function whereOf({ folders, from, until, minimumSide, kind, captioned }: PhotoFilter): string | undefined {
  const conditions = [
    folders && (folders.length === 0 ? 'false' : `folder IN (${folders.map(literal).join(', ')})`),
    from === undefined ? undefined : `taken >= ${numberOf(from)}`,
    until === undefined ? undefined : `taken < ${numberOf(until)}`,
    minimumSide === undefined ? undefined : `(width >= ${minimumSide} OR height >= ${minimumSide})`,
    kind && `kind = ${literal(kind)}`,
    captioned === undefined ? undefined : `caption IS ${captioned ? 'NOT ' : ''}NULL`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? undefined : conditions.join(' AND ');
}

/** The query language has no exponents that every version reads alike. */
function numberOf(value: number): string {
  return value.toFixed(3);
}

export function all(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? undefined : given.map((each) => `(${each})`).join(' AND ');
}

/** Every word occurs in the photo's name, caption or prompt; % and _ have no meaning of their own. */
export function whereWords(words: readonly string[]): string {
  return words.map((word) => `contains(said, ${literal(word.toLowerCase())})`).join(' AND ');
}
