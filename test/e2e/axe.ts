import axe from 'axe-core';
import type { StudioPage } from './studio-page';

/** Rule and elements of what axe calls serious or critical. */
export async function seriousViolations(window: StudioPage): Promise<string[]> {
  const violations = await run(window, {});
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(wordsOf);
}

/** Rule and elements of everything that breaks one of these rules, however bad axe finds that. */
export async function violationsOf(window: StudioPage, rules: readonly string[]): Promise<string[]> {
  return (await run(window, { runOnly: [...rules] })).map(wordsOf);
}

async function run(window: StudioPage, options: axe.RunOptions): Promise<axe.Result[]> {
  await window.page.evaluate(axe.source);
  return window.page.evaluate(async (wanted) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    return (await checker.run(document, { ...wanted, resultTypes: ['violations'] })).violations;
  }, options);
}

function wordsOf({ id, nodes }: axe.Result): string {
  return `${id}: ${nodes.map((node) => node.html).join(' | ')}`;
}
