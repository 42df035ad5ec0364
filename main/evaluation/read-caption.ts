import type { JudgeDescription } from './judge-description';
import type { SuiteHeader, SuiteScene } from './suite';

export type CaptionWords = Pick<SuiteHeader, 'grounds' | 'times' | 'skies' | 'slots'> &
  Pick<JudgeDescription, 'kinds' | 'colours'>;

/** The statements of a caption, each attribute as one and each thing as one: “thing red boat left”, “ground sea”. */
export function readCaption(caption: string, words: CaptionWords): string[] {
  const time = keyOf(words.times, (phrase) => new RegExp(` ${phrase}(,|$)`).test(caption));
  const ground = keyOf(words.grounds, (phrase) => caption.includes(`, ${phrase}`));
  const sky = /, under an? (\w+) sky/.exec(caption)?.[1] ?? words.skies[time ?? ''];
  return [
    ...thingsIn(caption, words),
    ...(ground === undefined ? [] : [`ground ${ground}`]),
    ...(time === undefined ? [] : [`time ${time}`]),
    ...(sky === undefined ? [] : [`sky ${sky}`]),
    `relief ${/ with (hills|mountains)/.exec(caption)?.[1] ?? 'none'}`,
    `weather ${caption.includes(', cloudy') ? 'cloudy' : 'clear'}`,
  ];
}

/** What a right caption states. */
export function statementsOf({ things, background }: Pick<SuiteScene, 'things' | 'background'>): string[] {
  return [
    ...things.map(({ colour, kind, slot }) => `thing ${colour} ${kind} ${slot}`),
    ...Object.entries(background).map(([name, value]) => `${name} ${value}`),
  ];
}

function thingsIn(caption: string, { kinds, colours, slots }: CaptionWords): string[] {
  const sides = Object.keys(slots).join('|');
  const phrase = new RegExp(`\\ban? (\\w+) (\\w+)(?: in the sky)? (?:on|in) the (${sides})\\b`, 'g');
  return [...caption.matchAll(phrase)]
    .filter(([, colour = '', kind = '']) => colours.includes(colour) && kinds.includes(kind))
    .map(([, colour = '', kind = '', slot = '']) => `thing ${colour} ${kind} ${slot}`);
}

function keyOf(words: Readonly<Record<string, string>>, fits: (phrase: string) => boolean): string | undefined {
  return Object.entries(words).find(([, phrase]) => fits(phrase))?.[0];
}
