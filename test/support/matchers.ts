import { expect } from 'vitest';

/** Vitest's asymmetric matchers, typed as unknown so that they fit wherever a value is compared. */
export const anyText: unknown = expect.any(String);
export const textMatching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const textWith = (part: string): unknown => expect.stringContaining(part);
export const objectWith = (part: object): unknown => expect.objectContaining(part);
export const listWith = (part: unknown[]): unknown => expect.arrayContaining(part);
