import { homedir } from 'node:os';
import { sourceInstallation } from '../studio/installation';
import { run } from './program';
import { processTerminal } from './terminal';

const around = { platform: process.platform, environment: process.env, home: homedir() };
const installation = await sourceInstallation(import.meta.dirname, around);

process.exitCode = await run(process.argv.slice(2), installation, processTerminal());
