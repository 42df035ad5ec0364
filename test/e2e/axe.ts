import axe from 'axe-core';
import type { StudioPage } from './studio-page';

/** Rule and elements of what axe calls serious or critical. */
export async function seriousViolations(window: StudioPage): Promise<string[]> {
  await window.page.evaluate(axe.source);
  const violations = await window.page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    return (await checker.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
