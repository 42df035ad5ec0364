/** Calls back when the window comes to a screen of another density. Returns the function that ends the watch. */
export function watchPixelRatio(changed: (ratio: number) => void): () => void {
  let stop = (): void => undefined;
  const watch = (): void => {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const listener = (): void => {
      stop();
      changed(devicePixelRatio);
      watch();
    };
    query.addEventListener('change', listener);
    stop = () => query.removeEventListener('change', listener);
  };
  watch();
  return () => stop();
}
