/** One of the two worlds of a page as the other one sees it. */
export type WorldPeer = { expose(name: string, value: unknown): void };

type Packed =
  | { kind: 'value'; value: unknown }
  | { kind: 'function' | 'promise'; id: number }
  | { kind: 'list'; items: Packed[] }
  | { kind: 'object'; entries: [string, Packed][] };
type Answer = { ok: boolean; value: Packed };
type Message =
  | { kind: 'expose'; name: string; value: Packed }
  | { kind: 'call'; id: number; words: Packed[] }
  | { kind: 'answer' | 'settled'; id: number; answer: Answer };
type AnyFunction = (...words: unknown[]) => unknown;

/**
 * Electron's context bridge between the preload's world and the page's: values are copied, functions become proxies,
 * promises settle on the other side. The worlds share no objects but the document; `wire` is an element of it that only
 * the two of them know. Runs in the page, so it stands alone. `worded` rewrites texts that leave this world.
 */
export function worldPeer(wire: EventTarget, here: string, there: string, worded: (text: string) => string): WorldPeer {
  const functions: AnyFunction[] = [];
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  let promises = 0;
  let answered: Answer | undefined;

  const post = (detail: Message) => wire.dispatchEvent(new CustomEvent(there, { detail }));
  const entriesOf = (value: object) => Object.entries(value as Record<string, unknown>);
  const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

  const pack = (value: unknown): Packed => {
    if (typeof value === 'string') return { kind: 'value', value: worded(value) };
    if (typeof value === 'function') return { kind: 'function', id: functions.push(value as AnyFunction) - 1 };
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    if (value instanceof Promise) return packPromise(value);
    if (Array.isArray(value)) return { kind: 'list', items: value.map(pack) };
    if (!isPlain(value)) return { kind: 'value', value };
    return { kind: 'object', entries: entriesOf(value).map(([key, item]) => [key, pack(item)]) };
  };
  const packPromise = (promise: Promise<unknown>): Packed => {
    const id = promises++;
    const settle = (ok: boolean) => (value: unknown) =>
      post({ kind: 'settled', id, answer: { ok, value: pack(value) } });
    void promise.then(settle(true), settle(false));
    return { kind: 'promise', id };
  };
  const unpack = (packed: Packed): unknown => {
    if (packed.kind === 'value') return packed.value;
    if (packed.kind === 'list') return packed.items.map(unpack);
    if (packed.kind === 'object')
      return Object.freeze(Object.fromEntries(packed.entries.map(([key, item]) => [key, unpack(item)])));
    const { id } = packed;
    if (packed.kind === 'function') return (...words: unknown[]) => call(id, words);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  const call = (id: number, words: unknown[]): unknown => {
    post({ kind: 'call', id, words: words.map(pack) });
    const answer = answered;
    if (answer === undefined) throw new Error('The other world is gone.');
    if (!answer.ok) throw unpack(answer.value) as Error;
    return unpack(answer.value);
  };
  const attempt = (id: number, words: Packed[]): Answer => {
    try {
      return { ok: true, value: pack(functions[id]?.(...words.map(unpack))) };
    } catch (thrown) {
      return { ok: false, value: pack(thrown) };
    }
  };
  const receive = (message: Message) => {
    if (message.kind === 'expose') {
      const value = unpack(message.value);
      Object.defineProperty(globalThis, message.name, { value, enumerable: true });
    } else if (message.kind === 'call') {
      const answer = attempt(message.id, message.words);
      post({ kind: 'answer', id: message.id, answer });
    } else if (message.kind === 'answer') {
      answered = message.answer;
    } else {
      const { ok, value } = message.answer;
      const promise = waiting.get(message.id);
      waiting.delete(message.id);
      if (ok) promise?.resolve(unpack(value));
      else promise?.reject(unpack(value));
    }
  };
  wire.addEventListener(here, (event) => receive((event as CustomEvent<Message>).detail));
  return { expose: (name, value) => post({ kind: 'expose', name, value: pack(value) }) };
}
