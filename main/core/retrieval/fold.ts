/** What stands before the pictures that look the same. */
export type Folded<T> = { readonly first: T; readonly alike: readonly T[] };

/** Puts each item behind the first one that it is like; the order of the first ones stays. */
export function fold<T>(items: readonly T[], areAlike: (one: T, other: T) => boolean): Folded<T>[] {
  const folded: { first: T; alike: T[] }[] = [];
  for (const item of items) {
    const group = folded.find(({ first }) => areAlike(first, item));
    if (group === undefined) folded.push({ first: item, alike: [] });
    else group.alike.push(item);
  }
  return folded;
}
