import { type JobRequest, StudioError } from '../../../preload/contract';
import { captionPicture } from './caption';
import { generatePictures } from './generate';
import type { TaskContext, TaskResult } from './task';

/** Does what a request asks for; `source` holds the bytes of the picture it names, if it names one. */
export async function runTask(
  request: JobRequest,
  source: Uint8Array | undefined,
  context: TaskContext,
): Promise<TaskResult> {
  switch (request.task) {
    case 'generate':
      return generatePictures(request, context);
    case 'caption':
      if (source === undefined) throw withoutPicture();
      return captionPicture(request, source, context);
  }
}

function withoutPicture(): StudioError {
  return new StudioError({ code: 'asset-missing', message: 'The picture to describe did not come with the job.' });
}
