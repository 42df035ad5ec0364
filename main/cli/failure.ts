import { CommanderError } from 'commander';
import { errorData } from '../../preload/contract';
import type { Terminal } from './terminal';

/** What the process ends with; part of the public interface. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Tells what went wrong: in words, or as data when the answer was asked for as data. */
export function reportFailure(thrown: unknown, json: boolean, terminal: Terminal): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.badUsage;
  const error = errorData(thrown);
  if (json) terminal.print(JSON.stringify({ error }));
  else sayInWords(error, terminal);
  return exitCodes.failed;
}

function sayInWords({ code, message, hint, detail }: ReturnType<typeof errorData>, terminal: Terminal): void {
  terminal.note(`brookesia: ${message}`);
  if (hint !== undefined) terminal.note(hint);
  if (code === 'internal' && detail !== undefined) terminal.note(detail);
}
