import { homedir } from 'node:os'
import { sourcePacks, studioFolders } from '../studio/folders'
import { run } from './program'
import { processTerminal } from './terminal'

const around = { platform: process.platform, environment: process.env, home: homedir() }
const folders = studioFolders(import.meta.dirname, sourcePacks(import.meta.dirname), around)

process.exitCode = await run(process.argv.slice(2), folders, processTerminal())
