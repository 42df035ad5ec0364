import { PhotoView } from '../../preload/contract';

/** A photo as a window gets it; `number` makes it this one. */
export function photoView(number: number, more: Partial<PhotoView> = {}): PhotoView {
  const id = number.toString(16).padStart(32, '0');
  return PhotoView.parse({
    ...{ id: `photo-${id}`, name: `${number}.jpg`, folder: `folder-${'0'.repeat(16)}`, width: 4000, height: 3000 },
    ...{ bytes: 4_000_000, taken: number, kind: 'photo', format: 'jpeg', thumbnail: `thumb${id}` },
    ...more,
  });
}
