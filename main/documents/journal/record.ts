import { crc32 } from 'node:zlib';
import { DocumentChange, Snapshots, z } from '../../../preload/contract';
import { parseJson } from '../../core/text/parse-json';
import { FileMark } from '../project/file-mark';

/** What everything after it starts from; the first record of a journal. */
const BaseRecord = z.object({
  kind: z.literal('base'),
  name: z.string(),
  /** The project file, when there is one. */
  path: z.string().optional(),
  /** What the project file was like when it was read or written last. */
  mark: FileMark.optional(),
  /** Whether the document differs from what the project file holds. */
  unsaved: z.boolean(),
  /** The content of the `document.json` that was opened. */
  origin: z.unknown().optional(),
  /** Of the version of the studio that wrote it; brought up to the present one when it is replayed. */
  document: z.unknown(),
  snapshots: Snapshots.optional(),
});
export type BaseRecord = z.infer<typeof BaseRecord>;

const ChangeRecord = z.object({ kind: z.literal('change'), change: DocumentChange });

/** All snapshots that there are from now on. */
const SnapshotsRecord = z.object({ kind: z.literal('snapshots'), snapshots: Snapshots });

/**
 * All that is in the journal up to here is about to become the file at `path`. When that file looks like `mark`, it has
 * happened; otherwise the studio was ended before.
 */
const SavingRecord = z.object({ kind: z.literal('saving'), name: z.string(), path: z.string(), mark: FileMark });
export type SavingRecord = z.infer<typeof SavingRecord>;

export const JournalRecord = z.discriminatedUnion('kind', [BaseRecord, ChangeRecord, SnapshotsRecord, SavingRecord]);
export type JournalRecord = z.infer<typeof JournalRecord>;

/** One line: checksum in eight hexadecimal digits, number of the record, the record as JSON. */
export function encodeRecord(record: JournalRecord, number: number): Uint8Array<ArrayBuffer> {
  const content = `${number} ${JSON.stringify(record)}`;
  return new TextEncoder().encode(`${checksum(content)} ${content}\n`);
}

export type ReadRecords = {
  readonly records: readonly JournalRecord[];
  /** How much of the bytes the records take up; what follows was cut off or damaged. */
  readonly soundBytes: number;
};

/** The records up to the first one that is cut off, damaged or out of order. */
export function readRecords(bytes: Uint8Array): ReadRecords {
  const records: JournalRecord[] = [];
  let soundBytes = 0;
  for (;;) {
    const end = bytes.indexOf(lineEnd, soundBytes);
    const record = end < 0 ? undefined : decodeRecord(bytes.subarray(soundBytes, end), records.length);
    if (record === undefined) return { records, soundBytes };
    records.push(record);
    soundBytes = end + 1;
  }
}

const lineEnd = '\n'.charCodeAt(0);

function decodeRecord(line: Uint8Array, number: number): JournalRecord | undefined {
  const [, sum, content, index, json] = /^([0-9a-f]{8}) ((\d+) (.*))$/s.exec(new TextDecoder().decode(line)) ?? [];
  if (content === undefined || json === undefined || checksum(content) !== sum || Number(index) !== number)
    return undefined;
  const parsed = JournalRecord.safeParse(parseJson(json));
  return parsed.success ? parsed.data : undefined;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
