import { CaptioningView, CaptioningWishes } from './captioning';
import { FarewellId, FileOffer, MenuCommand, OfferId } from './desk';
import { DocumentChange, Rect, StudioDocument } from './document';
import { StudioErrorData } from './errors';
import { ExportSettings, ExportSource } from './export';
import { GalleryPage, GallerySearch } from './gallery';
import { AssetId, FolderId, JobId, PackId, PhotoId, ProjectId } from './ids';
import { Job } from './jobs';
import {
  AddFolderReply,
  LibraryView,
  PhotoFilter,
  PhotoHits,
  PhotoPage,
  PhotoProblem,
  PhotoQuery,
  ReferenceQuery,
} from './library';
import {
  OpenReply,
  ProjectSource,
  RecentProject,
  SaveProjectReply,
  Snapshot,
  Snapshots,
  UnsavedProject,
} from './project';
import { Recipe } from './recipe';
import { JobRequest, maximumCandidates } from './requests';
import { ReportWishes, StorageName, StorageView } from './storage';
import { EngineView, PackProblem, PackView, StudioInfo } from './studio';
import { z } from './zod';

/** Largest picture file that a window may hand over, in bytes. */
export const maximumAssetBytes = 256 * 1024 ** 2;

/** Largest side of a picture of edges, in pixels; a pack reads a control at its own size anyway. */
export const maximumEdgeSide = 1024;

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'must be bytes');

export const AssetView = z.object({
  id: AssetId,
  mime: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.int().min(1),
  /** Present when the picture carries the recipe it was made by. */
  recipe: Recipe.optional(),
});
export type AssetView = z.infer<typeof AssetView>;

export const SaveReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), path: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  /** The shell cannot write files: the window downloads this address instead. */
  z.object({ kind: z.literal('download'), url: z.string(), name: z.string() }),
]);
export type SaveReply = z.infer<typeof SaveReply>;

export const InstallReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('installed'), id: PackId, title: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type InstallReply = z.infer<typeof InstallReply>;

/** A file name without folders, as people type it. */
export const FileName = z
  .string()
  .min(1)
  .max(120)
  .refine(
    (name) => !/[/\\:*?"<>|]/.test(name) && !name.startsWith('.') && !hasControlCharacter(name),
    'not a plain file name',
  );

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => (character.codePointAt(0) ?? 0) < 32);
}

/** A project and the opening of it that the window knows. */
const ProjectTurn = { project: ProjectId, turn: z.int().min(1) };
/** `name` is suggested where the project has no file yet. */
const SaveProject = z.strictObject({ ...ProjectTurn, name: FileName });

/** Every request that a window may make: the one list that all shells serve. */
export const channels = {
  'studio.info': { request: z.strictObject({}), reply: StudioInfo },
  'packs.list': {
    request: z.strictObject({}),
    reply: z.object({ packs: z.array(PackView), problems: z.array(PackProblem) }),
  },
  'jobs.submit': { request: z.strictObject({ request: JobRequest }), reply: z.object({ id: JobId }) },
  /** Cancelling a job that has ended already changes nothing. */
  'jobs.cancel': { request: z.strictObject({ id: JobId }), reply: z.object({}) },
  /** Of the jobs that wait it is the next; one that runs or has ended stays as it is. Gives all jobs in their order. */
  'jobs.first': { request: z.strictObject({ id: JobId }), reply: z.object({ jobs: z.array(Job) }) },
  'jobs.list': { request: z.strictObject({}), reply: z.object({ jobs: z.array(Job) }) },
  /** The window shows these previews, or newer ones; no more than a few are sent before it says so. */
  'jobs.previewsShown': {
    request: z.strictObject({ previews: z.array(AssetId).min(1).max(maximumCandidates) }),
    reply: z.object({}),
  },
  'assets.put': { request: z.strictObject({ bytes: Bytes }), reply: AssetView },
  /** Its edges as a control: dark lines on white, of its middle square, `side` pixels wide. */
  'assets.edges': {
    request: z.strictObject({ asset: AssetId, side: z.int().min(16).max(maximumEdgeSide) }),
    reply: AssetView,
  },
  /** Writes the picture as PNG with its recipe inside. */
  'pictures.save': { request: z.strictObject({ asset: AssetId, name: FileName }), reply: SaveReply },
  /** `name` is suggested; it gets the ending of the format. */
  'pictures.export': {
    request: z.strictObject({ source: ExportSource, settings: ExportSettings, name: FileName }),
    reply: SaveReply,
  },
  /** Makes the same file for the window itself, which loads it from the address: for the clipboard. */
  'pictures.prepare': {
    request: z.strictObject({ source: ExportSource, settings: ExportSettings, name: FileName }),
    reply: z.object({ url: z.string(), mime: z.string(), name: z.string() }),
  },
  /** Makes a picture of a part of the document that jobs can refer to; `longerSide` as in {@link ExportSettings}. */
  'pictures.compose': {
    request: z.strictObject({
      document: StudioDocument,
      area: Rect,
      longerSide: ExportSettings.shape.longerSide,
    }),
    reply: AssetView,
  },
  'project.open': { request: ProjectSource, reply: OpenReply },
  /** Opens the bytes of a project file that a window was given. */
  'project.import': { request: z.strictObject({ bytes: Bytes, name: FileName }), reply: OpenReply },
  /** Answered when the change would survive a crash. */
  'project.changes': { request: z.strictObject({ ...ProjectTurn, change: DocumentChange }), reply: z.object({}) },
  /** Keeps the document as it is under a name. */
  'project.snapshot': {
    request: z.strictObject({ ...ProjectTurn, name: Snapshot.shape.name }),
    reply: z.object({ snapshots: Snapshots }),
  },
  'project.forget': {
    request: z.strictObject({ ...ProjectTurn, snapshot: Snapshot.shape.id }),
    reply: z.object({ snapshots: Snapshots }),
  },
  'project.save': { request: SaveProject, reply: SaveProjectReply },
  'project.saveAs': { request: SaveProject, reply: SaveProjectReply },
  /** The window works on another project now; unsaved changes stay in the journal. */
  'project.close': { request: z.strictObject(ProjectTurn), reply: z.object({}) },
  'project.recent': {
    request: z.strictObject({}),
    reply: z.object({ recent: z.array(RecentProject), unsaved: z.array(UnsavedProject) }),
  },
  /** Throws away what an earlier run left unsaved. */
  'project.discard': { request: z.strictObject({ project: ProjectId }), reply: z.object({}) },
  /** The files that were opened with the studio and that no window has taken yet. */
  'offers.take': { request: z.strictObject({}), reply: z.object({ offers: z.array(FileOffer) }) },
  /** The picture in an offered file. */
  'assets.offered': { request: z.strictObject({ offer: OfferId }), reply: AssetView },
  /** Installs the pack in an offered file, if the user agrees. */
  'packs.install': { request: z.strictObject({ offer: OfferId }), reply: InstallReply },
  /** Begins to drag the picture out of the window, as a PNG file with its recipe inside. */
  'pictures.drag': {
    request: z.strictObject({ asset: AssetId, name: FileName }),
    /** Only a shell that has a desktop can do it. */
    reply: z.object({ started: z.boolean() }),
  },
  /** Opens another window, on this project or on a new one. Only a shell with windows of its own can do it. */
  'window.open': {
    request: z.strictObject({ project: ProjectId.optional() }),
    reply: z.object({ opened: z.boolean() }),
  },
  /** The page of a window goes, to be loaded anew or for good: until it comes back its project is nobody's. */
  'window.gone': { request: z.strictObject(ProjectTurn), reply: z.object({}) },
  /** The window has handed over all it had and may be closed. */
  'window.farewell': { request: z.strictObject({ farewell: FarewellId }), reply: z.object({}) },
  /** What makes the picture of a recipe again, with what it was made from taken out of the gallery. */
  'pictures.again': { request: z.strictObject({ recipe: Recipe }), reply: z.object({ request: JobRequest }) },
  'gallery.search': { request: GallerySearch, reply: GalleryPage },
  /** Makes a picture of the gallery one that windows and engine can use. */
  'gallery.take': { request: z.strictObject({ id: AssetId }), reply: AssetView },
  'gallery.remove': { request: z.strictObject({ ids: z.array(AssetId).max(1000) }), reply: z.object({}) },
  'storage.list': { request: z.strictObject({}), reply: z.object({ storage: z.array(StorageView) }) },
  'storage.clean': {
    request: z.strictObject({ name: StorageName }),
    reply: z.object({ storage: z.array(StorageView) }),
  },
  'diagnostics.report': { request: ReportWishes, reply: z.object({ text: z.string() }) },
  'library.view': { request: z.strictObject({}), reply: LibraryView },
  /** `path` is what a person typed, in shells that cannot ask themselves. The folder is read in the background. */
  'library.addFolder': { request: z.strictObject({ path: z.string().max(4096).optional() }), reply: AddFolderReply },
  /** Forgets the folder's photos; the files stay as they are. */
  'library.removeFolder': { request: z.strictObject({ folder: FolderId }), reply: z.object({}) },
  /** Looks for what is new in all folders. */
  'library.scan': { request: z.strictObject({}), reply: z.object({}) },
  'library.indexing': {
    request: z.strictObject({ action: z.enum(['pause', 'resume', 'cancel']) }),
    reply: z.object({}),
  },
  /** Describes all pictures of a folder in files beside them, in the background; one folder at a time. */
  'library.caption': { request: CaptioningWishes, reply: z.object({}) },
  /** The captions that are being written, or else the last ones; nothing where there were none, or they were put away. */
  'library.captioning': {
    request: z.strictObject({ action: z.enum(['view', 'cancel', 'dismiss']) }),
    reply: z.object({ captioning: CaptioningView.optional() }),
  },
  /** Newest first. */
  'library.photos': {
    request: z.strictObject({
      filter: PhotoFilter.default({}),
      offset: z.int().min(0),
      limit: z.int().min(1).max(1000),
    }),
    reply: PhotoPage,
  },
  'library.search': { request: PhotoQuery, reply: PhotoHits },
  /** Photos that the next picture can be drawn after: those that the words mean first, then those like given ones. */
  'library.references': { request: ReferenceQuery, reply: PhotoHits },
  'library.problems': {
    request: z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(1000) }),
    reply: z.object({ problems: z.array(PhotoProblem), total: z.int().min(0) }),
  },
  /** Writes the picture with its recipe as a new PNG file into a folder of the library; no file there is changed. */
  'library.keep': {
    request: z.strictObject({ asset: AssetId, folder: FolderId, name: FileName }),
    /** What it is called in the end. */
    reply: z.object({ name: z.string() }),
  },
  /** Brings a photo in as a picture that layers and jobs can refer to. */
  'library.open': { request: z.strictObject({ photo: PhotoId }), reply: AssetView },
} as const;

export type Channel = keyof typeof channels;
export type ChannelInput<C extends Channel> = z.input<(typeof channels)[C]['request']>;
export type ChannelRequest<C extends Channel> = z.infer<(typeof channels)[C]['request']>;
export type ChannelReply<C extends Channel> = z.infer<(typeof channels)[C]['reply']>;

export function isChannel(name: string): name is Channel {
  return Object.hasOwn(channels, name);
}

/** How a reply travels: a value, or an error as data. */
export const ReplyEnvelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: StudioErrorData }),
]);
export type ReplyEnvelope = z.infer<typeof ReplyEnvelope>;

/** The one stream of events from the host to every window. */
export const StudioEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job.changed'), job: Job }),
  z.object({ type: z.literal('engine.changed'), engine: EngineView }),
  z.object({ type: z.literal('packs.changed') }),
  /** To one window only, where a shell has several. */
  z.object({ type: z.literal('files.offered') }),
  /** A window has opened a project that was open already; any other that works on it is not heard any more. */
  z.object({ type: z.literal('project.taken'), project: ProjectId, turn: z.int().min(2) }),
  z.object({ type: z.literal('menu.chosen'), command: MenuCommand }),
  /** To one window only: it is about to close. */
  z.object({ type: z.literal('window.closing'), farewell: FarewellId }),
  /** Something that was not asked for just now went wrong, and the user should know. */
  z.object({ type: z.literal('notice'), error: StudioErrorData }),
  z.object({ type: z.literal('library.changed'), library: LibraryView }),
  z.object({ type: z.literal('captioning.changed'), captioning: CaptioningView.optional() }),
]);
export type StudioEvent = z.infer<typeof StudioEvent>;
