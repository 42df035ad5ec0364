import { type Chunk, concatenate } from './png';

/** A text that a PNG carries under a keyword (chunk iTXt, UTF-8, not compressed). */
export type PngText = { readonly keyword: string; readonly text: string };

/** Null, not compressed, method 0, no language, no translated keyword. */
const afterKeyword = Uint8Array.of(0, 0, 0, 0, 0);

export function textChunk({ keyword, text }: PngText): Chunk {
  const encoder = new TextEncoder();
  return { type: 'iTXt', data: concatenate([encoder.encode(keyword), afterKeyword, encoder.encode(text)]) };
}

/** Undefined for other chunks and for compressed texts, which nobody needs here and which could unpack to any size. */
export function textOf(chunk: Chunk): PngText | undefined {
  if (chunk.type !== 'iTXt') return undefined;
  const keywordEnd = chunk.data.indexOf(0);
  const languageEnd = chunk.data.indexOf(0, keywordEnd + 3);
  const translatedEnd = chunk.data.indexOf(0, languageEnd + 1);
  if (keywordEnd < 0 || languageEnd < 0 || translatedEnd < 0 || chunk.data[keywordEnd + 1] !== 0) return undefined;
  const decoder = new TextDecoder();
  return {
    keyword: decoder.decode(chunk.data.subarray(0, keywordEnd)),
    text: decoder.decode(chunk.data.subarray(translatedEnd + 1)),
  };
}
