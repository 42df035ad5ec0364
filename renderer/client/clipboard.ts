/** Puts the picture at the address on the clipboard; PNG is the one kind that every program takes from there. */
export async function copyPicture(url: string): Promise<void> {
  const png = fetch(url)
    .then((response) => response.blob())
    .then(toPng);
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

async function toPng(picture: Blob): Promise<Blob> {
  if (picture.type === 'image/png') return picture;
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

export function copyText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
