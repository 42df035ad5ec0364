import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const fixtures = resolve(root, 'test/fixtures/svelte-types');

describe('the type check', () => {
  it('sees the errors planted in Svelte files, and no others', { timeout: 300_000 }, () => {
    const program = resolve(root, 'node_modules/svelte-check/bin/svelte-check');
    const parameters = ['--workspace', fixtures, '--tsconfig', resolve(fixtures, 'tsconfig.json')];
    const { status, stdout } = spawnSync(process.execPath, [program, ...parameters, '--output', 'machine-verbose'], {
      encoding: 'utf8',
    });
    const errors = [...stdout.matchAll(/\{"type":"ERROR".*\}/g)].map(([json]) => JSON.parse(json) as unknown);
    expect(errors).toHaveLength(2);
    expect(errors).toContainEqual(expect.objectContaining({ filename: 'ErrorInScript.svelte', code: 2322 }));
    expect(errors).toContainEqual(expect.objectContaining({ filename: 'ErrorInTemplate.svelte', code: 2322 }));
    expect(status).toBe(1);
  });
});
