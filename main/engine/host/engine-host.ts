import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type EngineState,
  type EngineView,
  errorData,
  type Job,
  JobId,
  type JobRequest,
  type JobResult,
  StudioError,
  type StudioErrorData,
  type StudioEvent
} from '../../../preload/contract'
import type { InstalledPack } from '../../packs'
import { EngineEvent, type EngineCommand, type EngineResult, unreadableMessage } from '../protocol'
import { maximumJobs, queueFull } from '../queue/job-queue'
import { engineDied, engineUnavailable, sourceMissing } from './errors'
import { JobBoard } from './job-board'
import type { EngineChannel, EngineLauncher, PictureStore } from './ports'
import { Restarts } from './restarts'

export type EngineHostOptions = {
  readonly launcher: EngineLauncher
  readonly pictures: PictureStore
  readonly emit: (event: StudioEvent) => void
  /** Version of the studio, for recipes. */
  readonly version: string
}

/** How long the engine may take to end by itself. */
const shutdownPatience = 2000

/**
 * The engine as the shells see it. Keeps the jobs, starts the engine process and starts it again when it dies: the job
 * it was working on fails, the others wait for the new process.
 */
export class EngineHost {
  readonly #options: EngineHostOptions
  readonly #board: JobBoard
  readonly #restarts = new Restarts()
  #packs: readonly InstalledPack[] = []
  #channel: EngineChannel | undefined
  #state: EngineState = 'starting'
  #device: string | undefined
  #error: StudioErrorData | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #waiters: { resolve: () => void; reject: (error: StudioError) => void }[] = []

  constructor(options: EngineHostOptions) {
    this.#options = options
    this.#board = new JobBoard(
      (job) => options.emit({ type: 'job.changed', job }),
      ({ asset }) => options.pictures.drop(asset)
    )
  }

  /** Starts the engine with these packs, or gives them to the one that runs. */
  start(packs: readonly InstalledPack[]): void {
    this.#packs = packs
    if (this.#channel === undefined) this.#launch()
    else this.#configure()
  }
}
