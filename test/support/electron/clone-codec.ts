export type CloneCodec = { encode(value: unknown): string; decode(text: string): unknown };

/**
 * Carries what Electron's messages can carry as text: plain values, lists, objects, bytes, dates, maps and sets; what
 * cannot be cloned throws, as there. It runs in the page too, so it stands alone. Cycles are not supported.
 */
export function cloneCodec(): CloneCodec {
  const bytesToText = (bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const textToBytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const packs: [(value: unknown) => boolean, (value: never) => unknown[]][] = [
    [(value) => value === undefined, () => ['undefined']],
    [(value) => typeof value === 'number', (value: number) => ['number', String(value)]],
    [(value) => typeof value === 'bigint', (value: bigint) => ['bigint', String(value)]],
    [Array.isArray, (value: unknown[]) => ['list', value.map(pack)]],
    [(value) => value instanceof Date, (value: Date) => ['date', value.getTime()]],
    [(value) => value instanceof Uint8Array, (value: Uint8Array) => ['bytes', bytesToText(value)]],
    [(value) => value instanceof ArrayBuffer, (value: ArrayBuffer) => ['buffer', bytesToText(new Uint8Array(value))]],
    [(value) => value instanceof Map, (value: Map<unknown, unknown>) => ['map', pack([...value])]],
    [(value) => value instanceof Set, (value: Set<unknown>) => ['set', pack([...value])]],
    [
      (value) => typeof value === 'object',
      (value: object) => ['object', Object.entries(value).map(([key, item]) => [key, pack(item)])],
    ],
  ];
  const pack = (value: unknown): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    const [, how] = packs.find(([fits]) => fits(value)) ?? [];
    if (how === undefined) throw new Error('An object could not be cloned.');
    return how(value as never);
  };
  const unpacks: Record<string, (value: never) => unknown> = {
    undefined: () => undefined,
    number: (text: string) => Number(text),
    bigint: (text: string) => BigInt(text),
    list: (items: unknown[]) => items.map(unpack),
    date: (time: number) => new Date(time),
    bytes: textToBytes,
    buffer: (text: string) => textToBytes(text).buffer,
    map: (items: unknown) => new Map(unpack(items) as [unknown, unknown][]),
    set: (items: unknown) => new Set(unpack(items) as unknown[]),
    object: (entries: [string, unknown][]) => Object.fromEntries(entries.map(([key, item]) => [key, unpack(item)])),
  };
  const unpack = (packed: unknown): unknown => {
    if (!Array.isArray(packed)) return packed;
    const [kind, value] = packed as [string, unknown];
    return unpacks[kind]?.(value as never);
  };
  return {
    encode: (value) => JSON.stringify(pack(value)),
    decode: (text) => unpack(JSON.parse(text) as unknown),
  };
}
