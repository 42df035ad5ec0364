import { type AssetId, StudioError, type StudioErrorData } from '../../../preload/contract';

export function engineDied(reason: string): StudioErrorData {
  return {
    code: 'engine-died',
    message: 'The engine stopped while it worked on this job.',
    detail: reason,
    hint: 'It is being started again: try once more. If it stops again, ask for fewer pictures at once or close other programs.',
  };
}

export function engineUnavailable(reason: string): StudioErrorData {
  return {
    code: 'engine-unavailable',
    message: 'The engine stopped several times within a minute and is not started again for now.',
    detail: reason,
    hint: 'Try again in a minute. If it does not help, restart the studio and verify the packs with “brookesia packs”.',
  };
}

export function pictureMissing(id: AssetId): StudioError {
  return new StudioError({
    code: 'asset-missing',
    message: 'The studio does not hold this picture any more.',
    detail: id,
    hint: 'Open the picture again.',
  });
}
