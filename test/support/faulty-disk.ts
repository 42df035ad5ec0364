import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type FaultyDisk = {
  /**
   * What is to be added to the environment of a program whose calls that change files below `folder` are to fail now and then,
   * about one of `every`.
   */
  environment(folder: string, every: number, seed: number): NodeJS.ProcessEnv;
  /** A file that each failure makes one byte longer. */
  readonly failures: string;
};

/** Built in the folder `workshop`; undefined where it cannot be: outside of Linux, or without a C compiler. */
export function faultyDisk(workshop: string): FaultyDisk | undefined {
  const library = join(workshop, 'faulty-disk.so');
  const failures = join(workshop, 'failures');
  const source = join(import.meta.dirname, 'faulty-disk', 'faulty-disk.c');
  const words = ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread'];
  if (process.platform !== 'linux' || spawnSync('cc', words).status !== 0) return undefined;
  const environment = (folder: string, every: number, seed: number) => ({
    LD_PRELOAD: library,
    FAULTY_FOLDER: folder,
    FAULTY_EVERY: String(every),
    FAULTY_SEED: String(seed),
    FAULTY_LOG: failures,
  });
  return { environment, failures };
}
