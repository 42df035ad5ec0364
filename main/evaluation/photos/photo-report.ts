import type { PhotoFigures } from './evaluate-photos';
import type { AnswerFigures } from './photo-questions';
import type { Recall } from './recall';

/** The figures for people, a line each. */
export function photoLines({ captions, answers, search, unfamiliar }: PhotoFigures): string[] {
  return [
    ...(captions === undefined
      ? ['Descriptions were left out: the pack writes none.']
      : [`Descriptions: CIDEr-D ${captions.ciderD.toFixed(3)}, BLEU-4 ${captions.bleu4.toFixed(3)}`]),
    ...(answers === undefined ? [] : answerLines(answers)),
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

function answerLines({ all, kinds, unsureToldApart }: AnswerFigures): string[] {
  const lines = Object.entries(kinds).map(
    ([kind, { of, share, interval }]) =>
      `  ${kind}: ${percent(share)} of ${of} (95 % interval ${interval.map(percent).join(' - ')})`,
  );
  return [
    `Answers: ${percent(all.share)} of ${all.of} right`,
    ...lines,
    ...(unsureToldApart === undefined ? [] : [`  told apart whether there is an answer: ${percent(unsureToldApart)}`]),
  ];
}

function recallLine({ at, queries }: Recall): string {
  return `${percent(at['1'])} at 1, ${percent(at['5'])} at 5, ${percent(at['10'])} at 10 (of ${queries})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
