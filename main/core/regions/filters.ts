/** What may be done to colours. A colour may differ from the top of a region to its bottom. */
export type ColourChange =
  | { readonly kind: 'colour'; readonly name: string; readonly stops: readonly Colour[] }
  | { readonly kind: 'light'; readonly by: number }
  | { readonly kind: 'warmth'; readonly by: number }
  | { readonly kind: 'saturation'; readonly factor: number };

/** Red, green and blue, 0..255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What a region looks like as a whole, so that one pixel can be told from the rest. */
export type RegionLook = {
  /** The mean of its brightness, 0..255. */
  readonly light: number;
  /** Where it begins and ends from top to bottom, in parts of the picture's height. */
  readonly top: number;
  readonly bottom: number;
};

/** Of a pixel's three colours at `height` (0 is the picture's top, 1 its bottom) the new ones, written into `out`. */
export type PixelFilter = (red: number, green: number, blue: number, height: number, out: Float32Array) => void;

/** How bright a colour looks, 0..255 (ITU-R BT.601). */
export function lightOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

export function filterFor(change: ColourChange, look: RegionLook): PixelFilter {
  switch (change.kind) {
    case 'colour':
      return colouring(change.stops, look);
    case 'light':
      return lightening(change.by);
    case 'warmth':
      return warming(change.by);
    case 'saturation':
      return saturating(change.factor);
  }
}

/** How much of what is brighter or darker than the region's mean stays: clouds and texture. */
const keptTexture = 0.9;
/** How much of a pixel's own colour stays. */
const keptColour = 0.12;

/** The new colour in place of the region's mean; what made a pixel differ from that mean still does. */
function colouring(stops: readonly Colour[], { light, top, bottom }: RegionLook): PixelFilter {
  const span = Math.max(1e-6, bottom - top);
  const aim = new Float32Array(3);
  return (red, green, blue, height, out) => {
    mixStops(stops, (height - top) / span, aim);
    const own = lightOf(red, green, blue);
    const texture = keptTexture * (own - light);
    out[0] = (aim[0] ?? 0) + texture + keptColour * (red - own);
    out[1] = (aim[1] ?? 0) + texture + keptColour * (green - own);
    out[2] = (aim[2] ?? 0) + texture + keptColour * (blue - own);
  };
}

function mixStops(stops: readonly Colour[], place: number, out: Float32Array): void {
  const at = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const index = Math.min(Math.max(0, stops.length - 2), Math.floor(at));
  const [one, other = one] = [stops[index], stops[index + 1]];
  const share = at - index;
  for (let channel = 0; channel < 3; channel++) {
    const from = one?.[channel] ?? 0;
    out[channel] = from + share * ((other?.[channel] ?? from) - from);
  }
}

/** A curve that leaves black black and white white. */
function lightening(by: number): PixelFilter {
  const power = 2 ** -by;
  const curve = Float32Array.from({ length: 256 }, (_, value) => 255 * (value / 255) ** power);
  return (red, green, blue, _height, out) => {
    out[0] = curve[red] ?? red;
    out[1] = curve[green] ?? green;
    out[2] = curve[blue] ?? blue;
  };
}

/** Red against blue, at the same brightness. */
function warming(by: number): PixelFilter {
  const gains = [1 + 0.12 * by, 1, 1 - 0.18 * by] as const;
  return (red, green, blue, _height, out) => {
    const [warmRed, warmBlue] = [red * gains[0], blue * gains[2]];
    const lost = lightOf(red, green, blue) - lightOf(warmRed, green, warmBlue);
    out[0] = warmRed + lost;
    out[1] = green + lost;
    out[2] = warmBlue + lost;
  };
}

/** 0 is black and white. */
function saturating(factor: number): PixelFilter {
  return (red, green, blue, _height, out) => {
    const grey = lightOf(red, green, blue);
    out[0] = grey + factor * (red - grey);
    out[1] = grey + factor * (green - grey);
    out[2] = grey + factor * (blue - grey);
  };
}
