export { requestAgain } from './again';
export { type Studio, type StudioOptions, createStudio } from './compose';
export type { DeskOptions } from './desk';
export type { FolderDialog } from './library-handlers';
export type { FileToSave } from './picture-handlers';
export type { Outbox, ReadyFile } from './outbox';
export type { ProjectDialogs } from './projects';
export type { Offers } from './offers';
