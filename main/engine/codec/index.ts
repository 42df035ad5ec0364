export { toProfile } from './colours';
export { compose, enlarge } from './compose';
export { countChanges } from './count-changes';
export { type FilterPlace, type Filtered, filterRaster } from './filter-raster';
export { createRaster, fromPlanes, paintRows, type Raster } from './pixels';
export { type Framing, readPicture } from './read-picture';
export { plainPlanes, readMask, readSource, type Source, squarePlanes } from './square';
export { writePng } from './write-png';
