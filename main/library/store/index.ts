export { PhotoStore, type Near, type NewPhoto, type Space } from './photo-store';
