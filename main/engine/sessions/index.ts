export { ImageGraphs, type Planes } from './image-graphs';
export { Transformer } from './transformer';
