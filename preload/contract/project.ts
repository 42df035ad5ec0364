import { OfferId } from './desk';
import { StudioDocument } from './document';
import { AssetId, ProjectId } from './ids';
import { z } from './zod';

/** What the names of project files end with. */
export const projectEnding = '.brookesia';

/** Largest project file that is read, and most that its content may unpack to, in bytes. */
export const maximumProjectBytes = 1024 ** 3;

/** A picture inside a project file. Its id there is the SHA-256 of its bytes. */
export const ProjectPicture = z.object({
  asset: AssetId,
  file: z.string().regex(/^pictures\/[a-f0-9]{64}\.(png|jpg|webp)$/),
});
export type ProjectPicture = z.infer<typeof ProjectPicture>;

/** Longest name of a snapshot, and most that a project keeps. */
export const maximumSnapshotName = 100;
export const maximumSnapshots = 100;

/** A state of the document that is kept under a name. */
export const Snapshot = z.object({
  id: z.string().regex(/^snapshot-[a-f0-9]{16}$/),
  name: z.string().trim().min(1).max(maximumSnapshotName),
  /** Milliseconds since 1970. */
  made: z.number(),
  document: StudioDocument,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** From the newest to the oldest. */
export const Snapshots = z.array(Snapshot).max(maximumSnapshots);

/** What `document.json` in a project file holds. */
export const ProjectFile = z.object({
  format: z.literal('brookesia-project'),
  /** The version of the studio that wrote it. */
  studio: z.string(),
  document: StudioDocument,
  snapshots: Snapshots.optional(),
  pictures: z.array(ProjectPicture),
});
export type ProjectFile = z.infer<typeof ProjectFile>;

/** A project as a window gets it when it opens it. */
export const ProjectView = z.object({
  id: ProjectId,
  /** How often the project was opened; only the window that opened it last may change it. */
  turn: z.int().min(1),
  name: z.string(),
  document: StudioDocument,
  snapshots: Snapshots,
  unsaved: z.boolean(),
  /** What could not be read, in sentences for people. */
  problems: z.array(z.string()),
  /** Whether another studio has its file open; this is a copy then, which is saved under another name. */
  isElsewhere: z.boolean().optional(),
});
export type ProjectView = z.infer<typeof ProjectView>;

/** Which project to open. */
export const ProjectSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('nothing'), document: StudioDocument }),
  /** The shell asks the user. */
  z.strictObject({ from: z.literal('dialog') }),
  z.strictObject({ from: z.literal('recent'), id: z.string().max(100) }),
  /** The file was opened with the studio. */
  z.strictObject({ from: z.literal('offer'), offer: OfferId }),
  /** One that the host still has open or keeps in its journal. */
  z.strictObject({ from: z.literal('journal'), project: ProjectId }),
]);
export type ProjectSource = z.infer<typeof ProjectSource>;

export const OpenReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), project: ProjectView }),
  /** Another window, or this one, has the file open already; that window was brought to the front. */
  z.object({ kind: z.literal('shown'), name: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type OpenReply = z.infer<typeof OpenReply>;

export const SaveProjectReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), name: z.string(), path: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type SaveProjectReply = z.infer<typeof SaveProjectReply>;

/** A project file that was saved or opened lately. */
export const RecentProject = z.object({ id: z.string(), name: z.string(), folder: z.string() });
export type RecentProject = z.infer<typeof RecentProject>;

/** Work that an earlier run of the studio left unsaved. */
export const UnsavedProject = z.object({
  project: ProjectId,
  name: z.string(),
  /** Of the last change, in milliseconds since 1970. */
  changed: z.number(),
  /** Whether its window was closed in this run; it is listed then, and nobody is asked about it. */
  closed: z.boolean().optional(),
});
export type UnsavedProject = z.infer<typeof UnsavedProject>;
