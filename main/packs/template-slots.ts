import type { PackManifest, TaskName, TemplatePart } from '../../preload/contract';

type Kind = 'texts' | 'boxes' | 'images' | 'galleries' | 'cells' | 'turns';
type SlotNames = Partial<Record<Kind, readonly string[]>>;

const drawn: SlotNames = { texts: ['prompt', 'negative', 'background'], boxes: ['things'] };
const seen: SlotNames = { images: ['source'] };
const asked: SlotNames = { texts: ['background'], boxes: ['things'], turns: ['turns'], images: ['source'] };

/** What the studio fills in the templates of each task. */
const slotsOfTasks: Partial<Record<TaskName, SlotNames>> = {
  generate: drawn,
  plan: { texts: ['prompt'], boxes: ['given'] },
  read: seen,
  replan: { texts: ['prompt', 'before'], boxes: ['before'] },
  redraw: { texts: ['before', 'background'], boxes: ['before', 'things'], images: ['source'], cells: ['cells'] },
  edit: { texts: ['prompt'], images: ['source'] },
  inpaint: { texts: ['background'], boxes: ['things'], images: ['source'], cells: ['cells'] },
  control: { texts: ['prompt', 'background'], boxes: ['things'], images: ['control'] },
  liken: { ...drawn, galleries: ['references'] },
  caption: seen,
  ask: asked,
  locate: asked,
  segment: seen,
  depth: seen,
};

/** Sentences about slots in templates that nothing would ever fill, each starting with the field at fault. */
export function slotContradictions({ tasks }: Pick<PackManifest, 'tasks'>): string[] {
  return Object.entries(tasks).flatMap(([name, { templates }]) => {
    const known = slotsOfTasks[name as TaskName];
    const parts = templates.flatMap(({ parts, unconditional }) => [...parts, ...unconditional.flat()]);
    if (known === undefined) return [];
    return parts
      .flatMap(slotsIn)
      .flatMap(([kind, slot]) =>
        known[kind]?.includes(slot) === true ? [] : [`tasks.${name}: there are no ${kind} named “${slot}”`],
      );
  });
}

function slotsIn(part: TemplatePart): [Kind, string][] {
  if (typeof part === 'string') return [];
  if ('text' in part) return [['texts', part.text]];
  if ('boxes' in part) return [['boxes', part.boxes]];
  if ('image' in part) return [['images', part.image], ...(part.holes === undefined ? [] : [cellsSlot(part.holes)])];
  if ('images' in part) return [['galleries', part.images]];
  if ('turns' in part) return [['turns', part.turns]];
  return 'generate' in part && part.generate === 'cells' ? [cellsSlot(part.of)] : [];
}

function cellsSlot(name: string): [Kind, string] {
  return ['cells', name];
}
