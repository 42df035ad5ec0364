import type { RegionClass } from '../../../preload/contract';
import type { Colour, ColourChange } from './filters';

/** What an instruction asks for: a change of colours, of the whole picture unless it names a region. */
export type FilterWish = { readonly change: ColourChange; readonly region?: RegionClass; readonly words: string };

/** Colours from the top of a region to its bottom. */
const colours: Readonly<Record<string, readonly Colour[]>> = {
  blue: [
    [72, 132, 208],
    [168, 206, 240],
  ],
  orange: [
    [226, 128, 56],
    [255, 196, 120],
  ],
  grey: [
    [132, 138, 144],
    [188, 192, 196],
  ],
  pink: [
    [214, 130, 168],
    [250, 204, 212],
  ],
  purple: [
    [112, 84, 160],
    [196, 168, 214],
  ],
  red: [
    [190, 58, 48],
    [236, 128, 96],
  ],
  yellow: [
    [226, 186, 72],
    [252, 230, 160],
  ],
  green: [
    [78, 136, 66],
    [140, 182, 110],
  ],
  white: [
    [232, 236, 240],
    [248, 249, 250],
  ],
};
const sunset: readonly Colour[] = [
  [64, 66, 124],
  [168, 88, 116],
  [240, 132, 84],
  [255, 204, 116],
];

const changes: readonly (readonly [pattern: RegExp, change: ColourChange])[] = [
  [/^(brighter|lighter|brighten|lighten( up)?)$/, { kind: 'light', by: 0.6 }],
  [/^(darker|darken|dim)$/, { kind: 'light', by: -0.6 }],
  [/^(warmer|warm( up)?)$/, { kind: 'warmth', by: 1 }],
  [/^(cooler|colder|cool( down)?)$/, { kind: 'warmth', by: -1 }],
  [
    /^(black and white|black & white|black-and-white|monochrome|greyscale|grayscale|desaturate)$/,
    { kind: 'saturation', factor: 0 },
  ],
  [/^(more colou?rful|more vivid|more saturated|saturate)$/, { kind: 'saturation', factor: 1.5 }],
  [/^(less colou?rful|less saturated|paler|more muted)$/, { kind: 'saturation', factor: 0.5 }],
];

const whole = /^(it|this|that|all|everything|(all of )?(it|this|the (whole |entire )?(photo|picture|image)))$/;
const verb = /^(make|turn|paint|colou?r|render|convert|change|let)$/;

/**
 * What the instruction means; undefined where it means something else than a change of colours. `marked`: whether a part of
 * the picture is marked, which may take on a colour as a region may.
 */
export function readInstruction(text: string, classes: readonly RegionClass[], marked = false): FilterWish | undefined {
  const words = tidy(text);
  for (const { target, what } of partings(words)) {
    const strength = strengthOf(what);
    const region = regionOf(target, classes);
    const change = region === 'unknown' ? undefined : changeOf(strength.rest, region, marked);
    if (change === undefined || region === 'unknown') continue;
    return { change: scaled(change, strength.factor), words, ...(region && { region }) };
  }
  return undefined;
}

/** What can be said, in sentences that are understood. */
export function understoodInstructions(classes: readonly RegionClass[]): readonly string[] {
  const named = classes.flatMap(({ words: [word] }) => word ?? []).slice(0, 1);
  const [first] = named;
  const sky = classes.find(isSky)?.words[0] ?? first;
  return [
    ...(sky === undefined ? [] : [`make the ${sky} blue`, `make the ${sky} orange`, `make the ${sky} grey`]),
    ...(classes.some(isSky) ? [`make the ${sky ?? 'sky'} a sunset`] : []),
    ...['make it brighter', 'make it darker', 'make it warmer', 'make it cooler', 'make it black and white'],
  ];
}

function tidy(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[.!?,;:“”"]/g, ' ')
    .replace(/\b(please|could you|can you)\b/g, ' ');
  return plain
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bgray\b/g, 'grey');
}

type Parting = { readonly target: string; readonly what: string };

/** All ways to part an instruction into what is changed and how. */
function partings(text: string): Parting[] {
  const words = text.split(' ');
  const [first = '', ...rest] = words;
  const said = verb.test(first) ? rest : words;
  const middle = said.map((_, count) => ({
    target: said.slice(0, count).join(' '),
    what: said.slice(count).join(' '),
  }));
  // As in “brighten the sky”, “warm up the photo”.
  const turned = words.map((_, count) => ({
    target: words.slice(count).join(' '),
    what: words.slice(0, count).join(' '),
  }));
  return [...middle, ...turned].map(({ target, what }) => ({ target: target.trim(), what: plainly(what) }));
}

function plainly(what: string): string {
  return what
    .replace(/^(to be |to look |look |like |into |in |to |be )+/, '')
    .replace(/^an? (?!bit |little |lot )/, '')
    .trim();
}

function regionOf(target: string, classes: readonly RegionClass[]): RegionClass | 'unknown' | undefined {
  if (target === '' || whole.test(target)) return undefined;
  const bare = target
    .replace(/^(all )?(the|this|that|of the) /, '')
    .replace(/ (in|of) (the|this) (photo|picture|image)$/, '');
  return (
    classes.find(({ name, words }) => [name, ...words].some((word) => word === bare || `${word}s` === bare)) ??
    'unknown'
  );
}

function changeOf(what: string, region: RegionClass | undefined, marked: boolean): ColourChange | undefined {
  const known = changes.find(([pattern]) => pattern.test(what))?.[1];
  if (known !== undefined || (region === undefined && !marked)) return known;
  if (/^(sunset|sunset sky|sunset colou?rs?)$/.test(what) && (region === undefined || isSky(region)))
    return { kind: 'colour', name: 'sunset', stops: sunset };
  const stops = Object.hasOwn(colours, what) ? colours[what] : undefined;
  return stops && { kind: 'colour', name: what, stops };
}

function isSky({ name, words }: RegionClass): boolean {
  return [name, ...words].includes('sky');
}

function strengthOf(what: string): { readonly rest: string; readonly factor: number } {
  const soft = /^(a bit|a little|slightly|somewhat) /;
  const strong = /^(much|a lot|far|very) /;
  if (soft.test(what)) return { rest: what.replace(soft, ''), factor: 0.5 };
  return strong.test(what) ? { rest: what.replace(strong, ''), factor: 1.6 } : { rest: what, factor: 1 };
}

function scaled(change: ColourChange, factor: number): ColourChange {
  switch (change.kind) {
    case 'light':
    case 'warmth':
      return { ...change, by: factor * change.by };
    case 'saturation':
      return { ...change, factor: Math.max(0, 1 + factor * (change.factor - 1)) };
    case 'colour':
      return change;
  }
}
