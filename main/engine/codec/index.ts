export { createRaster, paintRows, type Raster } from './pixels';
export { readPicture } from './read-picture';
export { writePng } from './write-png';
