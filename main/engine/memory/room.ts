import { freemem, totalmem } from 'node:os';

/** Bytes. */
export type Room = {
  /** What can be had now without driving other programs out. */
  readonly free: number;
  /** What loaded packs may hold together; a pack that needs more is kept alone. */
  readonly packs: number;
};

export type MemoryState = {
  readonly platform: NodeJS.Platform;
  /** Of the machine. On Linux and Windows `free` counts what only caches files; on macOS it does not. */
  readonly total: number;
  readonly free: number;
  /** A limit set for this process and its kin; 0, or more than the machine has, when there is none. */
  readonly limit: number;
  /** What this process holds. */
  readonly resident: number;
};

/** Share of the memory that packs may hold while they are not used. */
const packShare = 0.25;
/** On macOS at least this share of the memory can be had: the system compresses what others left. */
const macShare = 0.5;

export function roomIn({ platform, total, free, limit, resident }: MemoryState): Room {
  const limited = limit > 0 && limit < total;
  const own = limited ? limit : total;
  const machine = platform === 'darwin' ? Math.max(free, macShare * total) : free;
  return { free: Math.max(0, Math.min(machine, own - resident)), packs: packShare * own };
}

export function currentRoom(): Room {
  const { rss: resident } = process.memoryUsage();
  const limit = process.constrainedMemory();
  return roomIn({ platform: process.platform, total: totalmem(), free: freemem(), limit, resident });
}
