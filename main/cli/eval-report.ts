import { type PackManifest, z } from '../../preload/contract';
import {
  type Distance,
  type Judge,
  type SceneResult,
  type Suite,
  accuracyLine,
  fewestPictures,
  figureRows,
  tableLines,
  worstLines,
  worstScenes,
} from '../evaluation';
import type { InstalledPack } from '../packs';
import type { EvalOptions } from './eval';
import { whyNoReferences } from './eval-references';
import { captions, placesThings } from './eval-subject';

export type Circumstances = {
  readonly suite: Suite;
  readonly pack: InstalledPack;
  readonly options: Pick<EvalOptions, 'candidates' | 'pictures' | 'tasks'>;
  readonly accuracy: Judge['description']['accuracy'];
  readonly distance: Distance | undefined;
};

/** What the export measured; other packs may not say it. */
const Measured = z.object({ perplexity: z.record(z.string(), z.number()) });

const worstShown = 10;

/** All that is told of an evaluation, as data. */
export function reportOf(results: readonly SceneResult[], { suite, pack, options, accuracy, distance }: Circumstances) {
  const { manifest } = pack;
  const { id, version } = manifest;
  return {
    pack: { id, version },
    suite: suite.header.suite,
    scenes: { done: results.length, of: suite.scenes.length },
    candidates: options.candidates,
    judge: accuracy,
    /** Scenes whose sentence the pack refused as too long; they count as missed. */
    refused: results.filter(({ verdicts }) => verdicts.some(({ refused }) => refused)).length,
    figures: figureRows(results),
    /** Of the drawn pictures to the renderer's; nothing where there were too few, or no pictures to compare with. */
    frechet: distance,
    /** By what is written, on held-out scenes, as measured when the pack was made. */
    perplexity: Measured.safeParse(manifest.evaluation).data?.perplexity,
    worst: worstScenes(results, worstShown),
    leftOut: [...leftOut(manifest, options.pictures), ...listed(whyNoReferences(pack, options))],
  };
}
export type Report = ReturnType<typeof reportOf>;

export function reportLines({
  pack,
  suite,
  scenes,
  candidates,
  judge,
  refused,
  figures,
  frechet,
  perplexity,
  worst,
  leftOut,
}: Report): string[] {
  const { done, of } = scenes;
  const draws = candidates === 1 ? 'a single draw each' : `the first of ${candidates} draws each`;
  return [
    `${pack.id} ${pack.version} on ${done}${done < of ? ` of ${of}` : ''} scenes of the suite “${suite}”, ${draws}`,
    ...tableLines(figures),
    ...(refused === 0 ? [] : [`Of these, ${refused} were refused as too long; they count as missed.`]),
    ...(frechet === undefined ? [] : [frechetLine(frechet)]),
    ...(perplexity === undefined ? [] : [perplexityLine(perplexity)]),
    ...leftOut,
    `The judge is right about ${judge.scenes} held-out scenes:`,
    accuracyLine('rendered', judge.rendered),
    accuracyLine('softened', judge.softened),
    ...(judge.tokenized === undefined ? [] : [accuracyLine('tokenized', judge.tokenized)]),
    ...(worst.length === 0 ? [] : ['The worst:', ...worstLines(worst)]),
  ];
}

function frechetLine({ pictures, distance, floor }: Distance): string {
  return `Fréchet distance with the judge's features: ${distance.toFixed(2)} over ${pictures} pictures (between two halves of the renderer's own: ${floor.toFixed(2)})`;
}

function perplexityLine(perplexity: Readonly<Record<string, number>>): string {
  const parts = Object.entries(perplexity).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return `Perplexity, as measured when the pack was made: ${parts.join(', ')}`;
}

function leftOut(manifest: PackManifest, pictures: string | undefined): string[] {
  const noCaptions =
    manifest.tasks.caption === undefined
      ? 'Captions were left out: the pack writes none.'
      : 'Captions were left out: no folder of pictures was given (--pictures).';
  return [
    ...(placesThings(manifest) ? [] : ['Boxes were left out: the pack takes none.']),
    ...(captions(manifest, pictures) ? [] : [noCaptions]),
    ...(pictures === undefined
      ? [`The Fréchet distance was left out: it needs --pictures and ${fewestPictures} scenes.`]
      : []),
    ...(pictures === undefined ? ['All that starts from a picture was left out, for the same reason.'] : []),
  ];
}

function listed(reason: string | undefined): string[] {
  return reason === undefined ? [] : [reason];
}
