export { ImageGraphs, type Planes } from './image-graphs';
export { Transformer } from './transformer';
export { tryDevice } from './try-device';
