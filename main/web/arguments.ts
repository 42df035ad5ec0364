import { parseArgs } from 'node:util';
import { StudioError, z } from '../../preload/contract';
import { defaultPort } from './host';

export type ServeArguments = { readonly port: number; readonly open: boolean };

const options = {
  port: { type: 'string', default: String(defaultPort) },
  open: { type: 'boolean', default: true },
  'no-open': { type: 'boolean', default: false },
} as const;

/** Reads the arguments of the browser host. Throws `bad-request` for those that it does not know. */
export function parseArguments(words: readonly string[]): ServeArguments {
  const values = parseWords(words);
  return { port: parsePort(values.port), open: values.open && !values['no-open'] };
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (thrown) {
    throw badUsage(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function parsePort(text: string): number {
  const port = z.int().min(0).max(65_535);
  const parsed = port.safeParse(/^\d{1,5}$/.test(text) ? Number(text) : undefined);
  if (parsed.success) return parsed.data;
  throw badUsage(`The port must be a whole number from 0 to 65535, not “${text}”.`);
}

function badUsage(message: string): StudioError {
  return new StudioError({ code: 'bad-request', message, hint: 'Usage: [--port <number>] [--open | --no-open]' });
}
