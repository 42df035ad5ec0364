import {
  JobId,
  StudioError,
  type AssetId,
  type Channel,
  type ChannelReply,
  type Job,
  type JobRequest,
  type PackView,
  type ProjectSource,
  type ReplyEnvelope,
  type StudioEvent,
} from '../../../../preload/contract';
import type { LiveBridge } from '../../../../renderer/client/live-bridge';
import { samplePack, sampleProjectId, pictureResult, studioInfo } from './samples';

type Answers = { [C in Channel]?: (payload: unknown) => ChannelReply<C> };

/** A host whose answers and events the test decides. It keeps the jobs it was given and moves them when told. */
export class ScriptedHost implements LiveBridge {
  readonly asked: { readonly channel: string; readonly payload: unknown }[] = [];
  readonly jobs: Job[] = [];
  answers: Answers = {};
  packs: PackView[] = [samplePack];
  #listeners: ((event: StudioEvent) => void)[] = [];
  #watchers: ((connected: boolean) => void)[] = [];

  async request(channel: string, payload: unknown): Promise<ReplyEnvelope> {
    this.asked.push({ channel, payload });
    try {
      return { ok: true, value: this.#answer(channel, payload) };
    } catch (thrown) {
      if (thrown instanceof StudioError) return { ok: false, error: thrown.toData() };
      throw thrown;
    }
  }

  subscribe(listener: (event: StudioEvent) => void): () => void {
    this.#listeners.push(listener);
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  watchConnection(listener: (connected: boolean) => void): () => void {
    this.#watchers.push(listener);
    listener(true);
    return () => undefined;
  }

  assetUrl(asset: string): string {
    return `/assets/${asset}`;
  }

  emit(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  connect(connected: boolean): void {
    for (const watcher of this.#watchers) watcher(connected);
  }

  /** Moves a job on, the newest one unless it is said, and tells the window. */
  move(change: Partial<Job>, index = this.jobs.length - 1): void {
    const job = this.jobs[index];
    if (job === undefined) throw new Error('No job was submitted.');
    const moved = { ...job, ...change };
    this.jobs[index] = moved;
    this.emit({ type: 'job.changed', job: moved });
  }

  finish(...assets: AssetId[]): void {
    const pictures = assets.map((asset, candidate) => pictureResult(asset, candidate));
    this.move({ state: 'done', result: { kind: 'pictures', pictures, timings: { total: 1000 } } });
  }

  #answer(channel: string, payload: unknown): unknown {
    const scripted = Object.entries(this.answers).find(([name]) => name === channel)?.[1];
    if (scripted !== undefined) return scripted(payload);
    switch (channel) {
      case 'studio.info':
        return studioInfo;
      case 'packs.list':
        return { packs: this.packs, problems: [] };
      case 'jobs.list':
        return { jobs: [...this.jobs] };
      case 'jobs.submit':
        return this.#submit(payload as { request: JobRequest });
      case 'project.open':
        return this.#openProject(payload as ProjectSource);
      case 'offers.take':
        return { offers: [] };
      case 'project.recent':
        return { recent: [], unsaved: [] };
      default:
        return {};
    }
  }

  #openProject(source: ProjectSource) {
    if (source.from !== 'nothing') return { kind: 'cancelled' };
    const project = { id: sampleProjectId, turn: 1, name: 'Untitled', document: source.document };
    return { kind: 'opened', project: { ...project, unsaved: false, snapshots: [], problems: [] } };
  }

  #submit({ request }: { request: JobRequest }) {
    const id = JobId.parse(`job-${String(this.jobs.length + 1).padStart(8, '0')}`);
    this.jobs.push({ id, request, state: 'queued', previews: [] });
    return { id };
  }
}
