import type { JobRequest } from '../../../preload/contract';
import type { PictureFiles } from '../protocol';
import { askPicture, locateInPicture } from './ask';
import { captionPicture } from './caption';
import { followControl } from './control';
import { editPicture } from './edit';
import { generatePictures } from './generate';
import { inpaintPicture } from './inpaint';
import { mapPicture } from './map-picture';
import { planSentence } from './plan';
import { readLayout } from './read';
import { fileOf } from './source-picture';
import type { TaskContext, TaskResult } from './task';

/** Does what a request asks for; `pictures` holds the files that it names. */
export async function runTask(request: JobRequest, pictures: PictureFiles, context: TaskContext): Promise<TaskResult> {
  switch (request.task) {
    case 'generate':
      return generatePictures(request, pictures, context);
    case 'edit':
      return editPicture(request, pictures, context);
    case 'inpaint':
      return inpaintPicture(request, pictures, context);
    case 'control':
      return followControl(request, pictures, context);
    case 'plan':
      return planSentence(request, context);
    case 'caption':
      return captionPicture(request, fileOf(pictures, request.source), context);
    case 'read':
      return readLayout(request, fileOf(pictures, request.source), context);
    case 'ask':
      return askPicture(request, fileOf(pictures, request.source), context);
    case 'locate':
      return locateInPicture(request, fileOf(pictures, request.source), context);
    case 'segment':
    case 'depth':
      return mapPicture(request, fileOf(pictures, request.source), context);
  }
}
