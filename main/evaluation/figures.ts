/** What is measured, in the order of the table. `measure`: of right answers the share, of numbers in 0..1 the mean. */
export const figures = {
  skyAndTime: { task: 'text', title: 'sky and time', target: 0.97, measure: 'share' },
  ground: { task: 'text', title: 'ground', target: 0.97, measure: 'share' },
  things: { task: 'text', title: 'each named thing, with its colour', target: 0.9, measure: 'share' },
  counts: { task: 'text', title: 'counts to three', target: 0.85, measure: 'share' },
  severalCounts: { task: 'text', title: 'of these: two and three', measure: 'share' },
  sides: { task: 'text', title: 'side that was said', measure: 'share' },
  weather: { task: 'text', title: 'weather', measure: 'share' },
  relief: { task: 'text', title: 'hills and mountains', measure: 'share' },
  nothingElse: { task: 'text', title: 'no thing that was not named', measure: 'share' },
  whole: { task: 'text', title: 'all that was said', measure: 'share' },
  told0: { task: 'liken', title: 'each named thing, without references', measure: 'share' },
  told1: { task: 'liken', title: 'each named thing, after one', measure: 'share' },
  told2: { task: 'liken', title: 'each named thing, after two', measure: 'share' },
  wholly0: { task: 'liken', title: 'all that was said, without references', measure: 'share' },
  wholly1: { task: 'liken', title: 'all that was said, after one', measure: 'share' },
  wholly2: { task: 'liken', title: 'all that was said, after two', measure: 'share' },
  alike0: { task: 'liken', title: 'likeness to both, though drawn without', measure: 'mean' },
  alike1: { task: 'liken', title: 'likeness to the first, drawn after it', measure: 'mean' },
  alike2: { task: 'liken', title: 'likeness to both, drawn after them', measure: 'mean' },
  placed: { task: 'boxes', title: 'right thing and colour, IoU >= 0.5', target: 0.9, measure: 'share' },
  overlap: { task: 'boxes', title: 'mean IoU', target: 0.75, measure: 'mean' },
  changed: { task: 'edit', title: 'change done', target: 0.92, measure: 'share' },
  changedThings: { task: 'edit', title: 'of these: one thing', measure: 'share' },
  changedBackground: { task: 'edit', title: 'of these: background', measure: 'share' },
  kept: { task: 'edit', title: 'label IoU outside the change', target: 0.95, measure: 'mean' },
  followed: { task: 'control', title: 'label IoU to the scene', target: 0.85, measure: 'mean' },
  followedClasses: { task: 'control', title: 'of these: segmentation', target: 0.85, measure: 'mean' },
  edges: { task: 'control', title: 'edge F1 within 2 pixels', target: 0.8, measure: 'mean' },
  filled: { task: 'inpaint', title: 'hole filled as asked', target: 0.9, measure: 'share' },
  seamless: { task: 'inpaint', title: 'all else as before', target: 0.9, measure: 'share' },
  caption: { task: 'caption', title: 'attribute F1', target: 0.93, measure: 'share' },
  answers: { task: 'ask', title: 'right answers', target: 0.93, measure: 'share' },
  count: { task: 'ask', title: 'of these: count', target: 0.85, measure: 'share' },
  colour: { task: 'ask', title: 'of these: colour', target: 0.85, measure: 'share' },
  presence: { task: 'ask', title: 'of these: presence', target: 0.85, measure: 'share' },
  place: { task: 'ask', title: 'of these: place', target: 0.85, measure: 'share' },
  kind: { task: 'ask', title: 'of these: kind', target: 0.85, measure: 'share' },
  relation: { task: 'ask', title: 'of these: relation', target: 0.85, measure: 'share' },
  comparison: { task: 'ask', title: 'of these: comparison', target: 0.85, measure: 'share' },
  surroundings: { task: 'ask', title: 'of these: time, weather, ground, sky', target: 0.85, measure: 'share' },
  located: { task: 'locate', title: 'IoU >= 0.5', target: 0.9, measure: 'share' },
} as const satisfies Record<string, FigureSettings>;

/** What can be measured, in the order of the table. */
export const evaluatedTasks = [
  'text',
  'liken',
  'boxes',
  'edit',
  'control',
  'inpaint',
  'caption',
  'ask',
  'locate',
] as const;

export type FigureSettings = {
  readonly task: (typeof evaluatedTasks)[number];
  readonly title: string;
  /** Of the shipped pack; figures without one are told for what they are worth. */
  readonly target?: number;
  readonly measure: 'share' | 'mean';
};
export type FigureName = keyof typeof figures;

/** How far one fact about one picture holds. */
export type Verdict = {
  readonly figure: FigureName;
  /** In words, for the list of what went wrong. */
  readonly fact: string;
  /** 0..1; a fact is right or wrong, a measure may lie between. */
  readonly score: number;
  /** How many facts it stands for, 1 unless given. */
  readonly weight?: number;
  /** About the picture that was drawn first, where the verdicts are about the best of several. */
  readonly single?: true;
  /** The pack refused the sentence, so that there was nothing to look at. */
  readonly refused?: true;
};
