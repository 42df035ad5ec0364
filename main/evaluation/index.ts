export { type Drawing, type Subject, evaluate } from './evaluate';
export { type FillTrial, type FollowTrial, type ReadingSubject } from './evaluate-reading';
export { type LikeningSubject, mostReferences } from './evaluate-references';
export { readOrFail } from './files';
export { type Judge, openJudge } from './judge';
export { type Distance, Likeness, fewestPictures } from './likeness';
export { type SceneResult, figureRows, worstScenes } from './report';
export { type Suite, parseSuite } from './suite';
export { accuracyLine, tableLines, worstLines } from './table';
