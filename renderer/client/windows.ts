/** What the address of a window names it to begin with, behind the `#`; the address is then that of any window again. */
export function takeBeginning(): string {
  const beginning = location.hash.slice(1);
  if (beginning !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return beginning;
}

/** Opens another window of the studio in this browser; whether the browser let it. */
export function openTab(beginning: string): boolean {
  return window.open(`/#${beginning}`, '_blank') !== null;
}
