export { backupPath } from './backup';
export { type Migration, migrate, migrations } from './migrations';
export { OpenProject, type ProjectState } from './open-project';
export { type ReadProject, readProject } from './read-project';
export { readThumbnail } from './read-thumbnail';
export { RecentProjects, projectName } from './recent';
export { type OpenedProject, type OpeningParts, beginWith, openBytes, openFile, recoverProject } from './opening';
export { type ProjectContent, partsOf, writeProject } from './write-project';
export { zipOf } from './zip-write';
