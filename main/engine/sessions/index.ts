export { ImageGraphs, type Planes } from './image-graphs';
export { PictureGraph } from './picture-graph';
export { RetrieverGraphs, type Vectors } from './retriever-graphs';
export { sharedThreadCount } from './session';
export { Transformer } from './transformer';
export { tryDevice } from './try-device';
