/** What is measured, in the order of the table. Targets are those of docs: on two CPU cores that do nothing else. */
export const measurements = [
  { name: 'interactive', label: 'Start to interactive', unit: 'ms', target: { most: 1500 } },
  { name: 'engineReady', label: 'Start to engine ready', unit: 'ms', target: { most: 2500 } },
  { name: 'coldFirstRow', label: 'First visible row, first picture', unit: 'ms' },
  { name: 'coldPicture', label: 'Whole picture, first picture', unit: 'ms' },
  { name: 'firstRow', label: 'First visible row', unit: 'ms', target: { most: 300 } },
  { name: 'picture', label: 'Whole picture', unit: 'ms', target: { most: 1500 } },
  { name: 'tokensPerSecond', label: 'Decoding', unit: 'tokens/s' },
  { name: 'caption', label: 'Caption', unit: 'ms', target: { most: 400 } },
  { name: 'cancel', label: 'Cancel to idle', unit: 'ms', target: { most: 50 } },
  { name: 'cancelAnywhere', label: 'Cancel in any phase, the longest of 24', unit: 'ms', target: { most: 50 } },
  { name: 'dragFrame', label: 'Frame while dragging, 4096 px and 100 boxes', unit: 'ms', target: { most: 16.7 } },
  { name: 'dragFrameMost', label: 'Longest frame while dragging', unit: 'ms', target: { most: 33 } },
  { name: 'paintFrame', label: 'Frame while painting, 4096 px and 100 boxes', unit: 'ms', target: { most: 16.7 } },
  { name: 'paintFrameMost', label: 'Longest frame while painting', unit: 'ms', target: { most: 33 } },
  { name: 'idleMemory', label: 'Memory idle: host and engine', unit: 'MB', target: { most: 600 } },
  { name: 'peakMemory', label: 'Memory drawing: host and engine', unit: 'MB' },
  { name: 'rendererMemory', label: "Memory: browser's page", unit: 'MB' },
] as const satisfies readonly Measurement[];

export type Measurement = {
  readonly name: string;
  readonly label: string;
  readonly unit: 'ms' | 'tokens/s' | 'MB';
  readonly target?: { readonly most: number };
};

export type MeasurementName = (typeof measurements)[number]['name'];
