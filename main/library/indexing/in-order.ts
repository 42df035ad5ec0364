/** What is made of each item, in their order; at most `atOnce` of them are being made at a time. */
export async function* inOrder<Item, Made>(
  items: readonly Item[],
  atOnce: number,
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const making: Promise<Made>[] = [];
  for (const item of items) {
    const made = make(item);
    // Where an earlier one fails, nobody waits for this one any more.
    made.catch(() => undefined);
    making.push(made);
    if (making.length >= atOnce) yield await first(making);
  }
  while (making.length > 0) yield await first(making);
}

function first<Made>(making: Promise<Made>[]): Promise<Made> {
  return making.shift() ?? Promise.reject(new RangeError('Nothing is being made.'));
}
