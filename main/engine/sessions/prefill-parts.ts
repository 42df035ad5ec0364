import { type Elements, featuresAt, sliceElements } from '../../core/tokens/elements';

/** Elements of a prompt that are read in one run: a cancel waits for one such run at most. */
const most = 128;

/**
 * A prompt in the parts in which it is read, as views. A part ends with a picture's vectors, so that what is said about the
 * picture next finds it read already. Throws the signal's reason before a part that is not wanted any more.
 */
export function* prefillParts(elements: Elements, signal: AbortSignal): Generator<Elements, void, undefined> {
  const ends = elements.dimension === 0 ? [] : pictureEnds(elements);
  for (let start = 0; start < elements.count;) {
    signal.throwIfAborted();
    const end = Math.min(elements.count, start + most, ...ends.filter((each) => each > start));
    yield sliceElements(elements, start, end);
    start = end;
  }
}

/** Where vectors are read before and not behind. */
function pictureEnds(elements: Elements): number[] {
  const has = Array.from({ length: elements.count }, (_, index) =>
    featuresAt(elements, index).some((value) => value !== 0),
  );
  return has.flatMap((own, index) => (own && has[index + 1] !== true ? [index + 1] : []));
}
