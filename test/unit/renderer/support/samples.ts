import {
  AssetId,
  PackId,
  ProjectId,
  type PackView,
  type Recipe,
  type ResultPicture,
  type StudioInfo,
} from '../../../../preload/contract';

export const studioInfo: StudioInfo = {
  version: '0.1.0',
  shell: 'browser',
  platform: 'linux',
  engine: { state: 'ready', restarts: 0, jobs: 0, device: 'cpu' },
};

export const samplePack: PackView = {
  id: PackId.parse('sample'),
  version: '1.0.0',
  hash: 'f'.repeat(64),
  title: 'Sample',
  description: 'A pack for tests.',
  licence: 'CC0-1.0',
  trainedOn: 'nothing',
  limits: [],
  samplePrompts: ['a red boat'],
  languages: ['en'],
  labels: ['red boat', 'blue boat', 'red car'],
  tasks: ['generate', 'caption'],
  classes: [
    { name: 'sky', colour: '#aad4ff' },
    { name: 'boat', colour: '#783c14' },
  ],
  references: 0,
  negative: false,
  regions: [],
  sees: 'middle',
  defaults: { generate: { temperature: 1, topP: 0.9, guidance: 3 } },
  image: { pixels: 128, outputPixels: 128, grid: [16, 16] },
  bytes: 1000,
};

export const sampleProjectId = ProjectId.parse(`project-${'1'.repeat(16)}`);

export function asset(letter: string): AssetId {
  return AssetId.parse(letter.repeat(24));
}

export function recipe(change: Partial<Recipe> = {}): Recipe {
  return {
    format: 1,
    task: 'generate',
    prompt: 'a red boat',
    seed: 7,
    candidate: 0,
    settings: { temperature: 1, topP: 0.9, guidance: 3 },
    pack: { id: samplePack.id, version: samplePack.version, hash: samplePack.hash },
    studio: '0.1.0',
    device: 'cpu',
    ...change,
  };
}

export function pictureResult(id: AssetId, candidate = 0): ResultPicture {
  return { asset: id, width: 128, height: 128, recipe: recipe({ candidate }) };
}
