import { readFile } from 'node:fs/promises';
import { arch, cpus, homedir, release, totalmem } from 'node:os';
import type { EngineView, Job, PackView, ReportWishes, StorageView } from '../../preload/contract';
import type { LogEntry } from './log';

export type ReportParts = {
  readonly version: string;
  readonly shell: string;
  readonly engine: EngineView;
  readonly packs: readonly PackView[];
  readonly jobs: readonly Job[];
  readonly errors: readonly LogEntry[];
  readonly storage: readonly StorageView[];
  /** The file with what is known of the machine's devices. */
  readonly devices: string;
  /** A small WebP of a picture. */
  readonly thumbnail: (job: Job) => Promise<Uint8Array | undefined>;
};

const mostPictures = 8;

/**
 * What helps to find a fault, as JSON for people to read before they send it. It stays on the machine. The name of the home
 * folder is taken out everywhere; prompts and pictures are in it only when wished.
 */
export async function diagnosticsReport(parts: ReportParts, wishes: ReportWishes): Promise<string> {
  const { version, shell, engine, packs, jobs, errors, storage } = parts;
  const report = {
    studio: { version, shell, ...process.versions },
    machine: { platform: process.platform, release: release(), arch: arch(), memory: totalmem(), ...processor() },
    engine,
    devices: await devicesOf(parts.devices),
    packs: packs.map(({ id, version: packVersion, hash, bytes }) => ({ id, version: packVersion, hash, bytes })),
    jobs: jobs.map(({ id, request, state, error }) => ({ id, task: request.task, state, ...(error && { error }) })),
    storage,
    errors,
    ...(wishes.prompts && { prompts: jobs.map(({ id, request }) => ({ id, request })) }),
    ...(wishes.pictures && { pictures: await picturesOf(parts) }),
  };
  return JSON.stringify(report, undefined, 2).replaceAll(homeInJson(), '~');
}

/** The home folder as it stands in JSON, where a backslash is two. */
function homeInJson(): string {
  return JSON.stringify(homedir()).slice(1, -1);
}

function processor() {
  const all = cpus();
  return { processor: all[0]?.model ?? 'unknown', cores: all.length };
}

async function devicesOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return 'nothing is known yet';
  }
}

async function picturesOf({ jobs, thumbnail }: ReportParts): Promise<string[]> {
  const recent = jobs.filter(({ result }) => result?.kind === 'pictures').slice(-mostPictures);
  const small = await Promise.all(recent.map(thumbnail));
  return small.flatMap((bytes) => (bytes ? [`data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`] : []));
}
