export { type CaptionedPhoto, readCaptions, readPhotos } from './captioned-photos';
export { PhotoEvaluation, type PhotoFigures, type PhotoSubject } from './evaluate-photos';
export { readQuestions } from './photo-questions';
export { photoLines } from './photo-report';
