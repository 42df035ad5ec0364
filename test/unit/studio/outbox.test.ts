import { expect, test } from 'vitest';
import { Outbox } from '../../../main/studio/outbox';

const file = (name: string) => ({ name, mime: 'image/png', bytes: Uint8Array.of(1) });

test('a file is found at its address, and nowhere else', () => {
  const outbox = new Outbox();
  const path = outbox.put(file('boat.png'));
  expect(outbox.at(path)?.name).toBe('boat.png');
  expect(outbox.at(`${path}0`)).toBeUndefined();
  expect(outbox.at('/exports/')).toBeUndefined();
});

test('only the newest few are kept', () => {
  const outbox = new Outbox();
  const paths = Array.from({ length: 20 }, (_, index) => outbox.put(file(`${index}`)));
  expect(paths.flatMap((path) => outbox.at(path)?.name ?? [])).toEqual([
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
    '19',
  ]);
});
