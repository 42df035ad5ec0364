export { ImageGraphs, type Planes } from './image-graphs';
export { PictureGraph } from './picture-graph';
export { RetrieverGraphs, type Vectors } from './retriever-graphs';
export { Transformer } from './transformer';
export { tryDevice } from './try-device';
