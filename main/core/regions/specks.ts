import { type Plane, shareOf } from './region-mask';

/** What is smaller than this share of the largest piece is a speck. */
const smallShare = 0.2;
/** Somewhere in a piece the region must be this likely. */
const sure = 0.8;

type Piece = { readonly places: readonly number[]; readonly highest: number };

/**
 * The probabilities without the pieces that a region is not made of: those that are small beside the largest one, and those
 * where it is nowhere likely. Places hang together across and down.
 */
export function withoutSpecks(mask: Plane): Plane {
  const pieces = piecesOf(mask);
  const largest = Math.max(0, ...pieces.filter(isSure).map(({ places }) => places.length));
  const data = mask.data.slice();
  for (const piece of pieces) {
    if (isSure(piece) && piece.places.length >= smallShare * largest) continue;
    for (const place of piece.places) data[place] = 0;
  }
  return { ...mask, data };
}

function isSure({ highest }: Piece): boolean {
  return highest >= sure;
}

function piecesOf(mask: Plane): Piece[] {
  const seen = new Uint8Array(mask.data.length);
  const pieces: Piece[] = [];
  for (const [start, probability] of mask.data.entries()) {
    if (seen[start] === 1 || shareOf(probability) === 0) continue;
    pieces.push(gather(mask, start, seen));
  }
  return pieces;
}

/** All that hangs together with a place, marked as seen. */
function gather({ data, width }: Plane, start: number, seen: Uint8Array): Piece {
  const places = [start];
  let highest = 0;
  seen[start] = 1;
  for (const place of places) {
    highest = Math.max(highest, data[place] ?? 0);
    const column = place % width;
    const beside = [
      place - width,
      place + width,
      ...(column > 0 ? [place - 1] : []),
      ...(column + 1 < width ? [place + 1] : []),
    ];
    for (const other of beside) {
      if (seen[other] !== 0 || shareOf(data[other] ?? 0) === 0) continue;
      seen[other] = 1;
      places.push(other);
    }
  }
  return { places, highest };
}
