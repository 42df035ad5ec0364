import { cpus, totalmem } from 'node:os';

/** What a reader needs to judge the figures; no names, addresses or paths. */
export function machineFacts() {
  const cores = cpus();
  return {
    platform: `${process.platform} ${process.arch}`,
    processor: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGB: Math.round(totalmem() / 1e9),
    node: process.version,
  };
}
