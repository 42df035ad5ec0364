import type { PhotoFigures } from './evaluate-photos';
import type { Recall } from './recall';

/** The figures for people, a line each. */
export function photoLines({ captions, search, unfamiliar }: PhotoFigures): string[] {
  return [
    ...(captions === undefined
      ? ['Descriptions were left out: the pack writes none.']
      : [`Descriptions: CIDEr-D ${captions.ciderD.toFixed(3)}, BLEU-4 ${captions.bleu4.toFixed(3)}`]),
    ...(search === undefined
      ? ['Search was left out: the pack has no retriever.']
      : [
          `Search, a caption finds its photo: ${recallLine(search.toPhoto)}`,
          `Search, a photo finds its captions: ${recallLine(search.toCaption)}`,
        ]),
    ...(unfamiliar === undefined
      ? []
      : [
          `Taken for unlike what the pack knows: ${percent(unfamiliar.share)} (95 % interval ${unfamiliar.interval.map(percent).join(' - ')})`,
        ]),
  ];
}

function recallLine({ at, queries }: Recall): string {
  return `${percent(at['1'])} at 1, ${percent(at['5'])} at 5, ${percent(at['10'])} at 10 (of ${queries})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
