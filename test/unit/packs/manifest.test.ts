import { beforeAll, describe, expect, test } from 'vitest';
import { contradictionsIn, parseManifest } from '../../../main/packs/manifest';
import type { PackManifest } from '../../../preload/contract';
import { llamaNames, llamaTransformer as llama } from '../../support/llama-pack';
import { type DrawingManifest, tinyManifest } from '../../support/temporary-pack';
import { tinyPhotoManifest } from '../../support/tiny-photo';
import { textMatching } from '../../support/matchers';

let sound: DrawingManifest;
beforeAll(async () => {
  sound = await tinyManifest();
});

const changed = (change: (manifest: DrawingManifest) => void): DrawingManifest => {
  const copy = structuredClone(sound);
  change(copy);
  return copy;
};

test('a sound manifest holds no contradictions', () => {
  expect(contradictionsIn(sound)).toEqual([]);
});

test('a pack that only reads pictures holds none either', () => {
  expect(contradictionsIn(tinyPhotoManifest)).toEqual([]);
});

describe('a pack that only reads', () => {
  const source = { image: 'source', as: 'features' } as const;
  const cases: [string, (manifest: PackManifest) => void, RegExp][] = [
    ['has no eyes at all', (manifest) => delete manifest.features, /^image: a pack reads pictures; it needs/],
    [
      'has image tokens',
      ({ tokens }) => (tokens.ranges.image = [310, 330]),
      /^tokens\.ranges\.image: holds 20 ids, the/,
    ],
    [
      'is to draw',
      ({ tasks }) => tasks.caption?.templates[0]?.parts.splice(-1, 1, { generate: 'image' }),
      /^tasks\.caption: reads codes, but there is no image/,
    ],
    [
      'reads pictures as tokens',
      ({ tasks }) => tasks.caption?.templates[0]?.parts.unshift({ image: 'source' }),
      /^tasks\.caption: reads codes, but there is no image/,
    ],
    [
      'has holes in its features',
      ({ tasks }) => tasks.caption?.templates[0]?.parts.unshift({ ...source, holes: 'cells' }),
      /^tasks\.caption: “holes” does not go with features/,
    ],
    [
      'has a retriever for codes',
      ({ retriever }) => Object.assign(retriever ?? {}, { reads: 'codes' }),
      /^retriever\.reads: reads codes, but there is no image/,
    ],
    [
      'has no room for a picture',
      ({ transformer }) => (transformer.maxLength = 16),
      /^transformer\.maxLength: no room/,
    ],
    [
      'counts its tokens',
      ({ transformer }) => (transformer.cache = llama.cache),
      /^features: does not go with the cache/,
    ],
    [
      'uses a file that is not listed',
      ({ familiar }) => Object.assign(familiar ?? {}, { file: 'x' }),
      /^familiar\.file/,
    ],
  ];

  test.each(cases)('and %s', (_, change, reason) => {
    const copy = structuredClone(tinyPhotoManifest);
    change(copy);
    expect(contradictionsIn(copy)).toContainEqual(textMatching(reason));
  });
});

describe('a contradiction names the field', () => {
  const cases: [string, (manifest: DrawingManifest) => void, RegExp][] = [
    [
      'a file that is not listed',
      ({ text }) => (text.tokenizer = 'other.json'),
      /^text\.tokenizer: “other\.json” is not listed/,
    ],
    [
      'a retriever graph that is not listed',
      ({ retriever }) => Object.assign(retriever?.image ?? {}, { file: 'other.onnx' }),
      /^retriever\.image\.file: “other\.onnx” is not listed/,
    ],
    [
      'a graph that is not listed',
      ({ transformer }) => transformer.graphs.push({ precision: 'x', file: 'x.onnx' }),
      /^transformer\.graphs\.1\.file/,
    ],
    ['a path listed twice', ({ files }) => files.push(...files.slice(0, 1)), /^files: a path is listed twice/],
    [
      'a range after the vocabulary',
      ({ tokens }) => (tokens.vocabularySize = 2900),
      /^tokens\.ranges\.image: ends after/,
    ],
    ['ranges that overlap', ({ tokens }) => (tokens.ranges.text = [5, 309]), /^tokens\.ranges\.special: overlaps text/],
    [
      'an image range unlike the codebook',
      ({ image }) => (image.codebook = 1024),
      /^tokens\.ranges\.image: holds 2560 ids, the codebook 1024/,
    ],
    ['a special id among the texts', ({ tokens }) => (tokens.special.eos = 20), /^tokens\.special\.eos: 20/],
    ['a mask id among the texts', ({ tokens }) => tokens.special.masks.push(30), /^tokens\.special\.masks\.4: 30/],
    [
      'a slot that nothing fills',
      ({ tasks }) => tasks.read?.templates[0]?.parts.unshift({ text: 'prompt' }),
      /^tasks\.read: there are no texts named “prompt”/,
    ],
    [
      'cells that nothing chooses',
      ({ tasks }) => tasks.inpaint?.templates[0]?.parts.unshift({ image: 'source', holes: 'mask' }),
      /^tasks\.inpaint: there are no cells named “mask”/,
    ],
    ['no room for a picture', ({ transformer }) => (transformer.maxLength = 256), /^transformer\.maxLength/],
    [
      'positions that the cache style does not know',
      ({ transformer }) => (transformer.positions = { kind: 'index' }),
      /^transformer\.positions\.kind: “index” does not go with the cache style “masked-rows”/,
    ],
    [
      'places of cells where a graph only counts',
      ({ transformer }) => (transformer.cache = llama.cache),
      /^transformer\.positions\.kind: “segment-row-column” does not go with the cache style “past-present”/,
    ],
    [
      'no kinds where the cache style needs them',
      ({ transformer }) => delete transformer.kinds,
      /^transformer\.kinds: needed by the cache style “masked-rows”/,
    ],
    [
      'shared keys where the cache style has none',
      ({ transformer }) => (transformer.kvHeads = 1),
      /^transformer\.kvHeads: fewer than heads does not go with the cache style “masked-rows”/,
    ],
    [
      'heads that cannot share keys evenly',
      (manifest) => (manifest.transformer = { ...llama, kvHeads: 3 }),
      /^transformer\.kvHeads: 4 heads are no multiple of 3/,
    ],
  ];
  test.each(cases)('%s', (_name, change, message) => {
    expect(contradictionsIn(changed(change))).toContainEqual(textMatching(message));
  });
});

describe('a Llama-shaped transformer', () => {
  const parse = (transformer: unknown) => () =>
    parseManifest(JSON.stringify({ ...sound, transformer }), '/packs/llama');

  test('is sound, with or without positions and kinds', () => {
    const { positions: _, ...names } = llamaNames;
    expect(parse(llama)).not.toThrow();
    expect(parse({ ...llama, cache: { style: 'past-present', names } })).not.toThrow();
    expect(parse({ ...llama, kinds: sound.transformer.kinds })).not.toThrow();
  });

  test.each([
    ['another style', { style: 'paged' }, /transformer\.cache\.style: /],
    ['no names', { style: 'past-present' }, /transformer\.cache\.names: /],
    ['a name without its layer', { pastKey: 'past.key' }, /names\.pastKey: must hold \{layer\}/],
    ['a name that it does not know', { cachePosition: 'cache_position' }, /cachePosition/],
  ])('is refused with %s', (_name, change, message) => {
    const cache = 'style' in change ? change : { style: 'past-present', names: { ...llamaNames, ...change } };
    expect(parse({ ...llama, cache })).toThrow(message);
  });
});

describe('what cannot be parsed is said in words', () => {
  test('text that is not JSON', () => {
    expect(() => parseManifest('{', '/packs/tiny')).toThrow('The pack “tiny” has a pack.json that is not JSON.');
  });

  test('a missing field is named', () => {
    const { licence: _, ...rest } = sound;
    expect(() => parseManifest(JSON.stringify(rest), '/packs/tiny')).toThrow(
      /“tiny” has an invalid pack\.json: licence: /,
    );
  });

  test('a path that leads out of the folder is named with its field', () => {
    const text = JSON.stringify(changed(({ image }) => (image.encoder.file = '../encoder.onnx')));
    expect(() => parseManifest(text, '/packs/tiny')).toThrow(/image\.encoder\.file: must stay inside the pack/);
  });

  test('a format of the future is refused', () => {
    expect(() => parseManifest(JSON.stringify({ ...sound, format: 2 }), '/packs/tiny')).toThrow(/format: /);
  });
});
