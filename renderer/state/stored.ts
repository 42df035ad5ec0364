import type { z } from '../../preload/contract';

/** What is used of the browser's storage. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

const prefix = 'brookesia.';

/** A value kept between visits. What cannot be read or no longer fits its schema counts as absent. */
export function readStored<T>(storage: Storage, key: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const text = storage.getItem(prefix + key);
    return text === null ? fallback : schema.parse(JSON.parse(text));
  } catch {
    // A setting of an older version, or storage switched off by the user: start from the default.
    return fallback;
  }
}

export function writeStored(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Storage is full or switched off. The setting holds until the window is closed.
  }
}
