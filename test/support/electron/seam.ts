/**
 * Hands a stand-in to code that was written against Electron's own type. What a stand-in offers is checked where it is
 * declared, as a `Pick` of Electron's declarations; this is the one place where the part is taken for the whole.
 */
export function standsFor<Whole>(part: Partial<Record<keyof Whole, unknown>>): Whole {
  return part as Whole;
}

/** An event whose usual consequence a listener may prevent. */
export class PreventableEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
