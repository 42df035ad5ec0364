import { type Elements, sliceElements } from '../../core/tokens/elements';

/** Elements of a prompt that are read in one run: a cancel waits for one such run at most. */
const most = 128;

/** A prompt in the parts in which it is read, as views. Throws the signal's reason before a part that is not wanted any more. */
export function* prefillParts(elements: Elements, signal: AbortSignal): Generator<Elements, void, undefined> {
  for (let start = 0; start < elements.count; start += most) {
    signal.throwIfAborted();
    yield sliceElements(elements, start, Math.min(elements.count, start + most));
  }
}
