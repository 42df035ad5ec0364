import { describe, expect, test } from 'vitest';
import { ended } from '../../../main/core/generator/generate';
import { CandidateSampling } from '../../../main/engine/tasks/candidate-sampling';

const settings = { temperature: 1, topP: 0.9, guidance: 2 };
const contrast = { k: 2, alpha: 0.1 };

describe('the sampling of candidates', () => {
  test('is one object for all where nothing tells them apart', () => {
    const sampling = new CandidateSampling({ ...settings, topK: 50 }, [2], 3);
    expect(sampling.of(0)).toEqual({ temperature: 1, topP: 0.9, scales: [2], topK: 50 });
    expect(sampling.of(2)).toBe(sampling.of(0));
  });

  test('is contrastive for every second candidate of the half-and-half pool, for all of the whole one', () => {
    const half = new CandidateSampling({ ...settings, contrast: { ...contrast, candidates: 'half' } }, [2], 4);
    expect([0, 1, 2, 3].map((candidate) => half.of(candidate).cdk)).toEqual([undefined, contrast, undefined, contrast]);
    const all = new CandidateSampling({ ...settings, contrast: { ...contrast, candidates: 'all' } }, [2], 2);
    expect([all.of(0).cdk, all.of(1).cdk]).toEqual([contrast, contrast]);
  });

  test('remembers for each candidate what it wrote, where repetition counts', () => {
    const sampling = new CandidateSampling({ ...settings, repetition: 1.3 }, [], 2);
    sampling.remember(Int32Array.of(5, 7));
    sampling.remember(Int32Array.of(6, ended));
    expect(sampling.of(0).repetition).toEqual({ penalty: 1.3, seen: new Set([5, 6]) });
    expect(sampling.of(1).repetition).toEqual({ penalty: 1.3, seen: new Set([7]) });
  });
});
