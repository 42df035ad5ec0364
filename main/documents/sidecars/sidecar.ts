import { stat } from 'node:fs/promises';
import type { PackId, SidecarKind } from '../../../preload/contract';
import { writeFileAtomically } from '../atomic-write';
import { descriptionPacket } from '../metadata/xmp';

/** A picture in words, and whose words they are. */
export type Description = {
  readonly text: string;
  /** How sure the model was, 0..1, where it said. */
  readonly confidence?: number | undefined;
  /** What else it might be. */
  readonly others?: readonly { readonly text: string; readonly confidence: number }[] | undefined;
  readonly pack?: { readonly id: PackId; readonly version: string } | undefined;
};

/** The whole name of the picture stays, so that `boat.jpg` and `boat.png` do not share a file. */
export function sidecarOf(picture: string, kind: SidecarKind): string {
  return `${picture}.${kind}`;
}

/** Those of the sidecars that are not there yet. */
export async function missingSidecars(picture: string, kinds: readonly SidecarKind[]): Promise<SidecarKind[]> {
  const there = await Promise.all(kinds.map((kind) => isThere(sidecarOf(picture, kind))));
  return kinds.filter((_, index) => there[index] === false);
}

/** Writes the sidecars, each whole or not at all; throws `file-unwritable`. */
export async function writeSidecars(
  picture: string,
  kinds: readonly SidecarKind[],
  description: Description,
): Promise<void> {
  for (const kind of kinds) await writeFileAtomically(sidecarOf(picture, kind), bytesOf(kind, description));
}

const contents: Readonly<Record<SidecarKind, (description: Description) => string>> = {
  txt: ({ text }) => `${text}\n`,
  json: ({ text, confidence, others, pack }) =>
    `${JSON.stringify({ caption: text, confidence, others, pack }, undefined, 2)}\n`,
  xmp: ({ text }) => descriptionPacket(text),
};

function bytesOf(kind: SidecarKind, description: Description): Uint8Array {
  return new TextEncoder().encode(contents[kind](description));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
