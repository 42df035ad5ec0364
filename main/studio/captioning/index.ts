export { backgroundJob } from './background-job';
export { type CaptionOutcome, captionFolder } from './caption-folder';
export { describePhoto } from './describe-photo';
export { FolderCaptioning } from './folder-captioning';
