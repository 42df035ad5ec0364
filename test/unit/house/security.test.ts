import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const page = await readFile(join(root, 'docs', 'security.md'), 'utf8');

/** The rows of the table under a heading, without those of its head. */
function rowsUnder(heading: string): string[][] {
  const [, after = ''] = page.split(`## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const files = new Map(rowsUnder('How it is proven').map(([name = '', file = '']) => [name, join(root, file)]));

/** The proofs in a cell: a short name, then titles in quotation marks. */
function proofsIn(cell: string): { file: string; title: string }[] {
  return cell.split(';').flatMap((part) => {
    const name = part.trim().split(' ')[0] ?? '';
    return [...part.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file: files.get(name) ?? name, title }));
  });
}

const checklist = rowsUnder("Electron's checklist");
const beyond = rowsUnder('Beyond the checklist');
const lines = [...checklist, ...beyond].map((row) => [row.slice(0, -2).join(' '), row.at(-1) ?? ''] as const);

test('the checklist is answered whole, in its order', () => {
  expect(checklist.map(([number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(beyond.length).toBeGreaterThan(10);
});

test('every file of proofs is there', () => {
  expect([...files.values()].filter((file) => !existsSync(file))).toEqual([]);
});

describe('is proven by tests that exist:', () => {
  test.each(lines)('%s', async (_line, cell) => {
    const proofs = proofsIn(cell);
    expect(proofs).not.toEqual([]);
    for (const { file, title } of proofs) expect([title, await holds(file, title)]).toEqual([title, true]);
  });
});

async function holds(file: string, title: string): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  return text.includes(title);
}
