import type { AssetId, ControlKind, ControlLayer, PictureClass, StudioDocument } from '../../preload/contract';
import { addLayer, updateLayer } from './changes';
import { applyDiff, type Diff } from './diff';
import { freeLayerId } from './document';
import { intersection } from './geometry';

export const controlKinds = ['sketch', 'edges', 'segmentation', 'depth'] as const satisfies readonly ControlKind[];

/** What a kind of control is painted with where nothing else was chosen, on its ground: what it shows where nothing is. */
export interface ControlPaint {
  readonly ground: string;
  readonly ink: string;
}

/** Lines are dark on white; near is bright; a map of classes begins with the first class everywhere. */
export function paintOf(kind: ControlKind, classes: readonly PictureClass[]): ControlPaint {
  switch (kind) {
    case 'sketch':
      return { ground: '#ffffff', ink: '#282830' };
    case 'edges':
      return { ground: '#ffffff', ink: '#000000' };
    case 'depth':
      return { ground: '#000000', ink: '#ffffff' };
    case 'segmentation':
      return { ground: classes[0]?.colour ?? '#ffffff', ink: classes[1]?.colour ?? classes[0]?.colour ?? '#000000' };
  }
}

/** How wide lines are drawn on a control, as a share of the frame: as in what packs learn from. Areas have no width of their own. */
export function lineWidthOf(kind: ControlKind): number | undefined {
  return kind === 'sketch' || kind === 'edges' ? 3 / 256 : undefined;
}

/** The control that the window speaks of: the topmost one in the frame that is followed, or else the topmost one there. */
export function currentControl({ layers, frame }: StudioDocument): ControlLayer | undefined {
  const controls = layers.filter(
    (layer): layer is ControlLayer => layer.type === 'control' && intersection(layer.rect, frame) !== undefined,
  );
  return controls.findLast(isFollowed) ?? controls.at(-1);
}

/** A control of no strength is kept for later. */
export function isFollowed({ strength }: ControlLayer): boolean {
  return strength > 0;
}

/** Adds a control that fills the frame, on top; no other one is followed any more. */
export function addControl(
  document: StudioDocument,
  { kind, asset, name }: { readonly kind: ControlKind; readonly asset: AssetId; readonly name: string },
): { readonly layer: ControlLayer; readonly diff: Diff } {
  const layer: ControlLayer = {
    type: 'control',
    id: freeLayerId(document, 'control'),
    name,
    visible: true,
    locked: false,
    opacity: 1,
    rect: document.frame,
    control: kind,
    asset,
    strength: 1,
  };
  return { layer, diff: [...followNone(document), ...addLayer(document, layer)] };
}

/** Follows this control and no other, or none. */
export function follow(document: StudioDocument, wanted: ControlLayer, followed: boolean): Diff {
  const others = followNone(document);
  if (!followed) return others;
  const before = others.length === 0 ? document : applyDiff(document, others);
  return [...others, ...updateLayer(before, { ...wanted, strength: 1 })];
}

function followNone(document: StudioDocument): Diff {
  return document.layers.flatMap((layer) =>
    layer.type === 'control' && isFollowed(layer) ? updateLayer(document, { ...layer, strength: 0 }) : [],
  );
}

/** What a kind is painted with, by name: the pack's classes, near and far, line and paper. */
export function coloursOf(kind: ControlKind, classes: readonly PictureClass[]): readonly PictureClass[] {
  if (kind === 'segmentation') return classes;
  const { ground, ink } = paintOf(kind, classes);
  if (kind !== 'depth') {
    return [
      { name: 'Line', colour: ink },
      { name: 'Paper', colour: ground },
    ];
  }
  const steps = ['Far away', 'Far', 'Middle', 'Near', 'Very near'];
  return steps.map((name, step) => {
    const grey = Math.round((255 * step) / (steps.length - 1));
    return { name, colour: `#${grey.toString(16).padStart(2, '0').repeat(3)}` };
  });
}
