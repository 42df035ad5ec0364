import type { Familiarity, PackTask, PictureForm, Rectangle } from '../../../preload/contract';
import type { Slots } from '../../core/template/prompt';
import type { TaskContext } from './task';

/** The name of the slot for the picture that is asked about. */
export const seenSlot = 'source';

/** A picture as the slots of a task's templates, and whether it is like those that the pack knows, where it can tell. */
export type SeenPicture = {
  readonly slots: Pick<Slots, 'images' | 'features'>;
  readonly familiarity?: Familiarity;
};

/** Reads a picture file in the forms in which the task's templates want it. Throws `image-unreadable`. */
export async function seePicture(
  file: Uint8Array,
  task: PackTask,
  { pack, signal }: Pick<TaskContext, 'pack' | 'signal'>,
  part?: Rectangle,
): Promise<SeenPicture> {
  const images: Record<string, ArrayLike<number>> = {};
  const features: Record<string, Float32Array> = {};
  for (const form of formsOf(task)) {
    const { data } = await pack.pictures.read(file, form, part);
    if (data instanceof Float32Array) features[seenSlot] = data;
    else images[seenSlot] = data;
    signal.throwIfAborted();
  }
  const familiarity = await pack.pictures.familiarity(file, part);
  signal.throwIfAborted();
  return { slots: { images, features }, ...(familiarity && { familiarity }) };
}

/** What a task's templates read of the picture; nothing where they read what was read of it before. */
export function formsOf({ templates }: PackTask): readonly PictureForm[] {
  const parts = templates.flatMap((template) => [...template.parts, ...template.unconditional.flat()]);
  const forms = parts.flatMap((part): PictureForm[] =>
    typeof part === 'object' && 'image' in part && part.image === seenSlot
      ? [part.as === 'features' ? 'features' : 'codes']
      : [],
  );
  return [...new Set(forms)];
}
