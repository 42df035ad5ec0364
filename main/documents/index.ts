export { AssetStore, type Keeping, type Picture, assetView } from './assets';
export { writeFileAtomically } from './atomic-write';
export { type Comparison, comparePictures } from './compare';
export { writeNewFile } from './new-file';
export { Overflow } from './overflow';
export { importEdges } from './edges';
export { exportPng, importPicture } from './exchange';
export { Gallery } from './gallery/gallery';
export { inspectPicture } from './inspect';
export { type FileKind, exportFile, fileKinds } from './export/export-file';
export { embedRecipe, readRecipe } from './metadata/picture-recipe';
export { recipeIn } from './metadata/recipe-in';
export { findSources } from './sources/find-sources';
export { hashOf } from './sources/source-store';
export { removeJournal } from './journal/journal';
export { isOwnedElsewhere, signOfLife, stillOwn } from './journal/owner';
export { leftUnsaved } from './journal/unsaved';
export {
  Claims,
  OpenProject,
  type OpenedProject,
  type OpeningParts,
  RecentProjects,
  backupPath,
  beginWith,
  fileMark,
  openBytes,
  openFile,
  projectName,
  readThumbnail,
  recoverProject,
} from './project';
