import { homedir } from 'node:os'
import { run } from '../cli/program'
import { processTerminal } from '../cli/terminal'
import { sourcePacks, studioFolders } from '../studio/folders'

const around = { platform: process.platform, environment: process.env, home: homedir() }
const folders = studioFolders(import.meta.dirname, sourcePacks(import.meta.dirname), around)

process.exitCode = await run(['studio', ...process.argv.slice(2)], folders, processTerminal())
