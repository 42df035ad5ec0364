/** What is used of the browser's Trusted Types, which not every browser has. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
}

/**
 * From now on no text becomes markup or script on this page, except for nothing at all: Konva empties an element that way.
 * What else tries it fails. The page's policy demands this, and allows Svelte's templates besides.
 */
export function forbidMarkup(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
}
