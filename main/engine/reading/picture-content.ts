/** What an encoder makes of a picture: codes [rows, columns], or features [cells, dimension]. */
export type PictureContent = { readonly data: Int32Array | Float32Array; readonly shape: readonly number[] };
