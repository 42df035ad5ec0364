import { type EditMode, type PackManifest, type PackTask, type TaskName, taskNames } from '../../preload/contract';

type Tasks = Pick<PackManifest, 'tasks' | 'regions'>;

/** What can be asked of a pack: what it has templates for, and editing, which several of them do together. */
export function abilitiesOf(manifest: Tasks): TaskName[] {
  return taskNames.filter((name) => isAble(manifest, name));
}

export function isAble(manifest: Tasks, task: TaskName): boolean {
  return task === 'edit' ? editModesOf(manifest).length > 0 : manifest.tasks[task] !== undefined;
}

/** How a pack edits unless a request says otherwise; undefined where it cannot. */
export function editModeOf(manifest: Tasks): EditMode | undefined {
  const modes = editModesOf(manifest);
  const wanted = manifest.tasks.edit?.mode;
  return wanted !== undefined && modes.includes(wanted) ? wanted : modes[0];
}

/** Pictures that a new one can be drawn after, at most. */
export function referencesOf({ tasks }: Pick<PackManifest, 'tasks'>): number {
  const parts = tasks.liken?.templates.flatMap((template) => template.parts) ?? [];
  return Math.max(0, ...parts.map((part) => (typeof part === 'object' && 'images' in part ? part.most : 0)));
}

/** Whether a task leads away from words: the twin that guidance compares with has a place for them. */
export function takesNegative({ templates }: Pick<PackTask, 'templates'>): boolean {
  const twins = templates.flatMap((template) => template.unconditional.flat());
  return twins.some((part) => typeof part === 'object' && 'text' in part && part.text === 'negative');
}

function editModesOf({ tasks, regions }: Tasks): EditMode[] {
  const { read, replan, redraw, edit } = tasks;
  const redraws = read !== undefined && replan !== undefined && redraw !== undefined;
  return [
    ...(redraws ? (['redraw'] as const) : []),
    ...(edit === undefined ? [] : (['one-pass'] as const)),
    ...(regions === undefined ? [] : (['filter'] as const)),
  ];
}
