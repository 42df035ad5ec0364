import { type PackManifest, StudioError, type TaskName } from '../../../preload/contract';

export function unsupported({ title }: Pick<PackManifest, 'title'>, task: TaskName): StudioError {
  return new StudioError({
    code: 'task-unsupported',
    message: `The model pack “${title}” was not made for the task “${task}”.`,
    hint: 'Choose another pack.',
  });
}
