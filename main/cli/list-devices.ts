import { DeviceBook, type DeviceRow, titleOf } from '../engine/host';
import { nodeEngineLauncher } from '../engine/launch-node';
import type { Installation } from '../studio/installation';
import type { Terminal } from './terminal';

export type ListDevicesOptions = { readonly again?: true; readonly json?: true };

/** Lists what the model can run on: which device is used, and why the others are not. */
export async function listDevices(
  { engine, devices }: Pick<Installation, 'engine' | 'devices'>,
  { again, json }: ListDevicesOptions,
  terminal: Terminal,
): Promise<void> {
  const book = new DeviceBook({ launcher: nodeEngineLauncher(engine), ...devices });
  terminal.progress('Trying the devices');
  const rows = await book.table(again === true);
  if (book.notice !== undefined) terminal.note(book.notice.message);
  if (json === true) terminal.print(JSON.stringify({ devices: rows.map(withTitle) }));
  else for (const line of deviceLines(rows)) terminal.print(line);
}

function withTitle(row: DeviceRow) {
  return { ...row, title: titleOf(row.device) };
}

/** A table with a heading; the last column is as wide as it has to be. */
export function deviceLines(rows: readonly DeviceRow[]): string[] {
  const cells = rows.map(({ device, available, chosen, why = '' }) => [
    device,
    inWords(available),
    inWords(chosen),
    why,
  ]);
  const table = [['device', 'available', 'chosen', 'why not'], ...cells];
  return table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const widths = [8, 9, 6];

function inWords(value: boolean): string {
  return value ? 'yes' : 'no';
}
