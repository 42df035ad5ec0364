import type { Job, StudioErrorData } from '../../../preload/contract';
import type { EngineCommand, EngineEvent } from '../protocol';
import type { EmbedDesk } from './embed-desk';
import type { EngineStatus } from './engine-status';
import type { JobBoard } from './job-board';
import type { JobFates } from './job-fates';
import type { Devices } from './ports';
import type { PreviewReceipts } from './preview-receipts';

export type HearerParts = {
  readonly board: JobBoard;
  readonly fates: JobFates;
  readonly status: EngineStatus;
  readonly devices: Devices;
  readonly embeds: EmbedDesk;
  readonly receipts: PreviewReceipts;
  readonly note: (error: StudioErrorData) => void;
  readonly announce: () => void;
  readonly post: (command: EngineCommand) => void;
};

/** What each word of the engine process means for jobs and status. */
export function hear(
  { board, fates, status, devices, embeds, receipts, note, announce, post }: HearerParts,
  event: EngineEvent,
): void {
  switch (event.type) {
    case 'ready':
      status.greet(event.device);
      announce();
      break;
    case 'device-dropped':
      devices.drop(event.device, event.trouble);
      announce();
      break;
    case 'device-tried':
      break;
    case 'started':
      board.change(event.id, { state: 'running' });
      break;
    case 'progress':
      board.change(event.id, { progress: event.progress });
      break;
    case 'planned':
      board.change(event.id, planned(event));
      break;
    case 'preview':
      receipts.await(fates.showPreview(event), () => post({ type: 'preview-taken', id: event.id }));
      break;
    case 'finished':
      fates.finish(event.id, event.result);
      break;
    case 'cancelled':
      fates.end(event.id, { state: 'cancelled' });
      break;
    case 'failed':
      fates.fail(event.id, event.error);
      break;
    case 'embedded':
      embeds.hear(event);
      break;
    case 'problem':
      note(event.error);
      break;
  }
}

function planned({
  plans,
  before,
  regions,
}: Extract<EngineEvent, { type: 'planned' }>): Pick<Job, 'plans' | 'before' | 'regions'> {
  return {
    ...(plans === undefined ? {} : { plans: [...plans] }),
    ...(before === undefined ? {} : { before }),
    ...(regions === undefined ? {} : { regions: [...regions] }),
  };
}
