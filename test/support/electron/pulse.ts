import type { CDPSession } from 'playwright-core';

export type PulseParts = {
  /** Milliseconds without an answer after which a page counts as hanging. */
  readonly patience: number;
  readonly hangs: () => void;
  readonly answers: () => void;
};

/** Asks a page again and again whether it still runs, in place of the input events that Electron waits to be handled. */
export function feelPulse(cdp: CDPSession, { patience, hangs, answers }: PulseParts): void {
  let hanging = false;
  const tell = () => {
    hanging = true;
    hangs();
  };
  const beat = async () => {
    const late = setTimeout(tell, patience).unref();
    const alive = await cdp.send('Runtime.evaluate', { expression: '1' }).then(
      () => true,
      () => false,
    );
    clearTimeout(late);
    if (!alive) return;
    if (hanging) answers();
    hanging = false;
    setTimeout(() => void beat(), patience / 4).unref();
  };
  void beat();
}
