import { expect, it } from 'vitest';
import { AssetId, type Job, JobId } from '../../../../preload/contract';
import { StudioClient } from '../../../../renderer/client/studio-client';
import { PreviewReceipts } from '../../../../renderer/state/preview-receipts';
import { ScriptedHost } from '../support/scripted-host';

const asset = (number: number) => AssetId.parse(String(number).padStart(16, '0'));

function drawn(...numbers: number[]): Job {
  return {
    id: JobId.parse('job-12345678'),
    request: { task: 'generate', prompt: 'a boat', seed: 1, candidates: numbers.length, settings: {} },
    state: 'running',
    previews: numbers.map((number, candidate) => ({ candidate, asset: asset(number), rows: number, totalRows: 16 })),
  };
}

function receipts() {
  const host = new ScriptedHost();
  const told: unknown[] = [];
  host.answers['jobs.previewsShown'] = (payload) => {
    told.push(payload);
    return {};
  };
  let paint: () => void = () => undefined;
  const client = new StudioClient(host);
  return {
    told,
    receipts: new PreviewReceipts({ client, nextFrame: (painted) => (paint = painted) }),
    paint: () => paint(),
  };
}

it('tells each preview once, when it has been painted', () => {
  const { receipts: window, told, paint } = receipts();
  window.tell([drawn(1, 2)]);
  expect(told).toEqual([]);
  paint();
  expect(told).toEqual([{ previews: [asset(1), asset(2)] }]);
  window.tell([drawn(1, 3)]);
  paint();
  expect(told.slice(1)).toEqual([{ previews: [asset(3)] }]);
});

it('says nothing of jobs without previews', () => {
  const { receipts: window, told, paint } = receipts();
  window.tell([drawn()]);
  paint();
  expect(told).toEqual([]);
});
