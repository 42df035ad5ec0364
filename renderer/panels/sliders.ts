import type { SettingName } from '../state/settings.svelte';

export interface Slider {
  readonly name: SettingName;
  readonly label: string;
  /** One line for people who have never heard the word. */
  readonly explanation: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
}

export const sliders: readonly Slider[] = [
  {
    name: 'guidance',
    label: 'Guidance',
    explanation: 'How strictly the picture follows your words. Higher is stricter and less varied.',
    minimum: 1,
    maximum: 10,
    step: 0.25,
  },
  {
    name: 'temperature',
    label: 'Temperature',
    explanation: 'How daring each choice is. At 0 the likeliest is always taken.',
    minimum: 0,
    maximum: 2,
    step: 0.05,
  },
  {
    name: 'topP',
    label: 'Top-p',
    explanation: 'Which choices count at all. Lower leaves out the unlikely ones and is tidier.',
    minimum: 0.05,
    maximum: 1,
    step: 0.01,
  },
];
