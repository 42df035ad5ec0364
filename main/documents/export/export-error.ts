import { StudioError } from '../../../preload/contract';

export function nothingThere(): StudioError {
  return new StudioError({
    code: 'asset-missing',
    message: 'There is no visible picture in what was to be exported.',
    hint: 'Draw or open a picture first, or show a layer that is hidden.',
  });
}

/** `what` names it with its article, for instance “a contact sheet”. */
export function notLayered(what: string): StudioError {
  return new StudioError({
    code: 'bad-request',
    message: `OpenRaster keeps layers, and ${what} has none.`,
    hint: 'Choose another format, or export the whole canvas.',
  });
}

export function tooLarge(width: number, height: number): StudioError {
  return new StudioError({
    code: 'too-large',
    message: `The file would have ${width} × ${height} pixels, more than the studio writes.`,
    hint: 'Choose a smaller size or a smaller part.',
  });
}
