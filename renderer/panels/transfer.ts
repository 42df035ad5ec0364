/** The first file of what was dropped or pasted. Whether it is a picture, its bytes decide, and the host says so. */
export function pictureIn(transfer: DataTransfer | null): File | undefined {
  return transfer?.files[0];
}
