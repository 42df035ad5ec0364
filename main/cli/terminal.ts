/** Where a command reads and writes. */
export type Terminal = {
  /** The answer itself, one line. */
  print(line: string): void;
  /** What is said beside the answer, one line. */
  note(line: string): void;
  /** Shows a line that the next one replaces; nothing where nobody watches. */
  progress(line: string): void;
};

export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    print: (line) => {
      clear();
      stdout.write(`${line}\n`);
    },
    note: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(line);
      shown = true;
    },
  };
}
