export { abilitiesOf, editModeOf, isAble, referencesOf, takesNegative } from './abilities';
export { type FoundPacks, findPacks, packFoldersFrom } from './find';
export { type InstallOptions, installPack } from './install';
export { type InstalledPack, packView } from './pack';
export { readPack } from './read';
export { readPackFile, verifyPack } from './verify';
