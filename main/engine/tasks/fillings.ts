/** What is made of each item, once for items that are the same object: prompts of the same filling are read once. */
export function fillingsOf<Item, Filling>(items: readonly Item[], fill: (item: Item) => Filling): readonly Filling[] {
  const known = new Map([...new Set(items)].map((item) => [item, fill(item)]));
  return items.map((item) => known.get(item) ?? fill(item));
}
