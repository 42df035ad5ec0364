export { AssetStore, type Keeping, type Picture, assetView } from './assets';
export { writeFileAtomically } from './atomic-write';
export { exportPng, importPicture } from './exchange';
export { inspectPicture } from './inspect';
export { embedRecipe, readRecipe } from './picture-recipe';
