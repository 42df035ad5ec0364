import { access } from 'node:fs/promises';
import type { Folder } from '../folders';
import type { FoundFile, Problem } from '../photo';
import { faultOf } from '../scan/photo-faults';
import { planScan } from '../scan/plan';
import type { Square, SquareShape } from '../scan/read-photo';
import { walk } from '../scan/walk';
import type { NewPhoto, PhotoStore } from '../store';
import type { Thumbnails } from '../thumbnails';
import type { Gate } from './gate';
import { inOrder } from './in-order';
import { type TakenIn, takeIn } from './take-in';

/** Photos that are put into the store together. */
const batchSize = 16;
/** Photos that are being read at a time. */
const readAtOnce = 16;

export type IndexingParts = {
  readonly store: PhotoStore;
  readonly thumbnails: Thumbnails;
  /** Of the squares that the retriever reads; undefined where there is none. */
  readonly shape: SquareShape | undefined;
  /** One vector for each square; undefined for all when there is nobody to ask just now. */
  readonly embed: (squares: readonly Square[]) => Promise<readonly Float32Array[] | undefined>;
  readonly gate: Gate;
  readonly signal: AbortSignal;
};

/** Called when more is known about how much there is, and with each batch that was put in. */
export type Report = (change: { readonly found?: number; readonly done?: number }) => void;

/**
 * Brings what the store says of a folder up to what is there. Whatever was put in stays when the signal aborts or the
 * process dies, and the next call goes on from there. A folder that is not there at all keeps its photos.
 */
export async function indexFolder(folder: Folder, parts: IndexingParts, report: Report): Promise<void> {
  const { store, signal } = parts;
  if (await isMissing(folder.path)) return;
  const { files, closed } = await lookThrough(folder, parts);
  const known = await store.knownIn(folder.id);
  const { read, gone } = planScan(files, [...known.photos, ...known.problems.filter((each) => !isClosedFolder(each))]);
  report({ found: read.length });
  const contents = await store.contents();
  const recall = async (content: string) => (contents.has(content) ? store.byContent(content) : undefined);
  const take = async (file: FoundFile) => {
    await parts.gate.pass(signal);
    return takeIn(file, { folder: folder.id, shape: parts.shape, recall });
  };
  // While some get their vectors and are written, others are read: no core waits for the last one of a batch.
  let writing: Promise<void> = Promise.resolve();
  let batch: TakenIn[] = [];
  const write = async () => {
    const taken = batch;
    batch = [];
    await writing;
    writing = putIn(taken, parts).then(() => report({ done: taken.length }));
    // What goes wrong is thrown where it is waited for.
    writing.catch(() => undefined);
  };
  for await (const taken of inOrder(read, readAtOnce, take)) {
    batch.push(taken);
    if (batch.length === batchSize) await write();
  }
  await write();
  await writing;
  await store.putProblems(closed);
  // What lies in a folder that cannot be looked at is not known to be gone.
  const missed = gone.filter((path) => !closed.some((problem) => path.startsWith(problem.path)));
  const opened = known.problems.filter(
    (problem) => isClosedFolder(problem) && !closed.some(({ path }) => path === problem.path),
  );
  await store.remove([...missed, ...opened.map(({ path }) => path)]);
}

export function isMissing(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    () => true,
  );
}

async function lookThrough({ id, path: top }: Folder, { gate, signal }: IndexingParts) {
  const files: FoundFile[] = [];
  const closed: Problem[] = [];
  for await (const walked of walk(top, signal)) {
    await gate.pass(signal);
    if (walked.kind === 'file') files.push(walked.file);
    else closed.push(closedProblem(walked.path, id, walked.cause));
  }
  return { files, closed };
}

/** A folder has no size and no date of its own: 0 stands for both. */
function closedProblem(path: string, folder: Folder['id'], cause: unknown): Problem {
  const { reason, message } = faultOf(cause);
  return { path, folder, bytes: 0, modified: 0, reason, message };
}

function isClosedFolder({ bytes, modified }: Problem): boolean {
  return bytes === 0 && modified === 0;
}

async function putIn(taken: readonly TakenIn[], { store, thumbnails, embed }: IndexingParts): Promise<void> {
  const photos = taken.filter((each) => each.kind === 'photo');
  await Promise.all(photos.map(({ photo, thumbnail }) => thumbnails.put(photo.content, thumbnail)));
  const squares = photos.flatMap(({ square }) => (square === undefined ? [] : [square]));
  const vectors = squares.length === photos.length && squares.length > 0 ? await embed(squares) : undefined;
  const fresh = photos.map(({ photo }, index): NewPhoto => ({ photo, vector: vectors?.[index] }));
  const known = taken.flatMap((each) => (each.kind === 'known' ? [each.known] : []));
  await store.put([...fresh, ...known]);
  await store.putProblems(taken.flatMap((each) => (each.kind === 'problem' ? [each.problem] : [])));
}
