import type { FigureName, Verdict } from './figures';
import type { Seen, SeenThing } from './seen';
import type { BackgroundName, Said, SuiteHeader } from './suite';

type Asked = Pick<SeenThing, 'kind' | 'colour'>;

const figureOf: Record<BackgroundName, FigureName> = {
  ground: 'ground',
  relief: 'relief',
  time: 'skyAndTime',
  sky: 'skyAndTime',
  weather: 'weather',
};

/** How far a picture shows what its sentence says; what the sentence leaves out is not looked at. */
export function scoreText(said: Said, seen: Seen, { slots }: Pick<SuiteHeader, 'slots'>): Verdict[] {
  const facts = [
    ...scoreBackground(said, seen),
    ...said.things.flatMap((thing) => scoreThing(thing, thing.count, seen)),
    ...said.sides.map((side) =>
      verdict(
        'sides',
        `${label(side)} on the side “${side.slot}”`,
        seen.things.some((thing) => isLike(thing, side) && sideOf(thing, slots) === side.slot),
      ),
    ),
  ];
  const right = facts.every(({ score }) => score === 1);
  return [...facts, scoreRest(said, seen), verdict('whole', 'all that was said', right)];
}

function scoreBackground({ background }: Said, seen: Seen): Verdict[] {
  return Object.entries(background).map(([name, value]) =>
    verdict(figureOf[name as BackgroundName], `${name} ${value}`, seen.background[name] === value),
  );
}

function scoreThing(asked: Asked, count: number, seen: Seen): Verdict[] {
  const found = seen.things.filter((thing) => isLike(thing, asked)).length;
  const counted = found === count;
  return [
    verdict('things', label(asked), found > 0),
    verdict('counts', `${count} x ${label(asked)}`, counted),
    ...(count > 1 ? [verdict('severalCounts', `${count} x ${label(asked)}`, counted)] : []),
  ];
}

/** Whether all that stands in the picture was named; more of a named thing is a matter of counts. */
function scoreRest(said: Said, seen: Seen): Verdict {
  const rest = seen.things.filter((thing) => !said.things.some((asked) => isLike(thing, asked)));
  return verdict('nothingElse', `nothing else than was named`, rest.length === 0);
}

/** The side whose centre is nearest to the thing's. */
export function sideOf({ box: { x0, x1 } }: Pick<SeenThing, 'box'>, slots: SuiteHeader['slots']): string | undefined {
  const distance = (centre: number) => Math.abs(centre - (x0 + x1) / 2);
  return Object.entries(slots).sort(([, a], [, b]) => distance(a) - distance(b))[0]?.[0];
}

export function isLike(thing: Asked, asked: Asked): boolean {
  return thing.kind === asked.kind && thing.colour === asked.colour;
}

export function label({ kind, colour }: Asked): string {
  return `${colour} ${kind}`;
}

function verdict(figure: FigureName, fact: string, right: boolean): Verdict {
  return { figure, fact, score: right ? 1 : 0 };
}
