import { type AssetId, type JobRequest, StudioError } from '../../../preload/contract';
import { unsupported } from '../pack/unsupported';
import type { PictureFiles } from '../protocol';
import { captionPicture } from './caption';
import { generatePictures } from './generate';
import type { TaskContext, TaskResult } from './task';

/** Does what a request asks for; `pictures` holds the files that it names. */
export async function runTask(request: JobRequest, pictures: PictureFiles, context: TaskContext): Promise<TaskResult> {
  switch (request.task) {
    case 'generate':
      return generatePictures(request, context);
    case 'caption':
      return captionPicture(request, fileOf(pictures, request.source), context);
    default:
      throw unsupported(context.pack.manifest, request.task);
  }
}

function fileOf(pictures: PictureFiles, wanted: AssetId): Uint8Array {
  const file = pictures.find(({ id }) => id === wanted);
  if (file !== undefined) return file.bytes;
  throw new StudioError({ code: 'asset-missing', message: 'A picture did not come with the job that needs it.' });
}
