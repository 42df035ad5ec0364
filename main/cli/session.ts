import { type Job, type JobRequestInput, JobRequest, StudioError, type StudioErrorData } from '../../preload/contract';
import { nodeEngineLauncher } from '../engine/launch-node';
import { isAble } from '../packs';
import { type ProjectDialogs, type Studio, createStudio } from '../studio';
import type { Installation } from '../studio/installation';
import { checkWords } from '../studio/prompt';
import type { Terminal } from './terminal';

const noDialogs: ProjectDialogs = { whereToSave: async () => undefined, whichToOpen: async () => undefined };

/** Runs the studio without a window for the time of one command. */
export async function withStudio<T>(installation: Installation, use: (studio: Studio) => Promise<T>): Promise<T> {
  const studio = createStudio({
    shell: 'command-line',
    version: installation.version,
    launcher: nodeEngineLauncher(installation.engine),
    packFolders: installation.packs,
    installed: installation.installed,
    devices: installation.devices,
    isTrusted: () => true,
    save: async () => ({ kind: 'cancelled' }),
    projects: { ...installation.projects, dialogs: noDialogs },
    library: {
      ...installation.library,
      launcher: nodeEngineLauncher(installation.library.entry),
      folderDialog: 'typed',
    },
  });
  try {
    return await use(studio);
  } finally {
    await studio.stop();
  }
}

type DoneJob = Job & { result: NonNullable<Job['result']> };

/** Waits for the job's result and shows its progress. Throws what the job failed with. */
export async function runJob(studio: Studio, input: JobRequestInput, terminal: Terminal): Promise<DoneJob> {
  const request = JobRequest.parse(input);
  checkWords(request);
  await studio.packs.list();
  const id = await studio.host.submit(await byWhoDrew(studio, request));
  const tellOfDevices = deviceNotes(terminal);
  const unsubscribe = studio.subscribe((event) => {
    if (event.type === 'job.changed' && event.job.id === id) terminal.progress(progressLine(event.job));
    if (event.type === 'engine.changed') tellOfDevices(event.engine.error);
  });
  try {
    return resultOf(await studio.host.wait(id));
  } finally {
    unsubscribe();
  }
}

/** What an installed pack drew it also reads and changes, unless the request names another one. */
async function byWhoDrew({ assets, packs }: Studio, request: JobRequest): Promise<JobRequest> {
  if (request.pack !== undefined || !('source' in request)) return request;
  const drawer = assets.get(request.source)?.recipe?.pack.id;
  const found = (await packs.list()).packs.find(({ manifest }) => manifest.id === drawer);
  return found !== undefined && isAble(found.manifest, request.task)
    ? { ...request, pack: found.manifest.id }
    : request;
}

/** Says each thing about devices once. */
function deviceNotes(terminal: Terminal): (error: StudioErrorData | undefined) => void {
  let said = '';
  return (error) => {
    if (error?.code !== 'device-unavailable' || error.message === said) return;
    said = error.message;
    terminal.note(said);
  };
}

function resultOf(job: Job): DoneJob {
  if (job.result !== undefined) return { ...job, result: job.result };
  throw new StudioError(job.error ?? { code: 'engine-failed', message: 'The job was cancelled.' });
}

export function progressLine({ progress }: Job): string {
  if (progress === undefined || progress.total === 0) return 'Starting the engine';
  const percent = Math.floor((100 * progress.done) / progress.total);
  return `${percent} % - ${progress.done} of ${progress.total} tokens, ${Math.round(progress.tokensPerSecond)} per second`;
}
