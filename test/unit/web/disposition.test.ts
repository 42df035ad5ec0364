import { expect, test } from 'vitest';
import { disposition } from '../../../main/web/routes';

test.each([
  ['boat.png', `attachment; filename="boat.png"; filename*=UTF-8''boat.png`],
  ["l'été (1).png", `attachment; filename="l__t_ _1_.png"; filename*=UTF-8''l%27%C3%A9t%C3%A9%20%281%29.png`],
  ['"; evil="', `attachment; filename="__ evil__"; filename*=UTF-8''%22%3B%20evil%3D%22`],
])('%s', (name, header) => {
  expect(disposition(name)).toBe(header);
});
