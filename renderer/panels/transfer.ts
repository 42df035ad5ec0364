/** The first file of what was dropped or pasted. Whether it is a picture, its bytes decide, and the host says so. */
export function pictureIn(transfer: DataTransfer | null): File | undefined {
  return transfer?.files[0];
}

/** Whether the files are pictures, as far as the system says so before they are dropped; of a project it knows nothing. */
export function carriesPicture(transfer: DataTransfer | null): boolean {
  return [...(transfer?.items ?? [])].some(({ kind, type }) => kind === 'file' && type.startsWith('image/'));
}

/** What a photo of the library is dragged as. */
const photoType = 'application/x-brookesia-photo';

export function dragPhoto(transfer: DataTransfer | null, photo: string): void {
  transfer?.setData(photoType, photo);
}

/** Whether a photo of the library is being dragged; which one is told when it is dropped. */
export function carriesPhoto(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(photoType) === true;
}

/** The photo of the library that was dropped, by its id. */
export function draggedPhoto(transfer: DataTransfer | null): string | undefined {
  return transfer?.getData(photoType);
}
