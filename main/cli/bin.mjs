#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../../out/main/cli.js', import.meta.url);

if (existsSync(fileURLToPath(program))) {
  await import(program.href);
} else {
  console.error('brookesia: the studio is not built yet.\nRun this first: npm run build');
  process.exitCode = 1;
}
