import { type DocumentChange, StudioDocument } from '../../../preload/contract';
import { migrate } from '../project/migrations';
import type { BaseRecord, JournalRecord } from './record';

/** A project as its journal tells it. */
export type JournalledProject = Omit<BaseRecord, 'kind' | 'document'> & { readonly document: StudioDocument };

export type Replayed = {
  readonly project: JournalledProject;
  /** What the project is instead if the last saving that was begun has come about. */
  readonly ifSaved: JournalledProject | undefined;
};

/** The state after the last record; undefined when the journal does not begin with a base that is understood. */
export function replay([base, ...records]: readonly JournalRecord[]): Replayed | undefined {
  if (base?.kind !== 'base') return undefined;
  const document = documentOf(base.document);
  if (document === undefined) return undefined;
  const { kind: _, ...facts } = base;
  return records.reduce(follow, { project: { ...facts, document }, ifSaved: undefined });
}

function follow({ project, ifSaved }: Replayed, record: JournalRecord): Replayed {
  switch (record.kind) {
    case 'base':
      return { project, ifSaved };
    case 'change':
      return { project: changed(project, record.change), ifSaved: ifSaved && changed(ifSaved, record.change) };
    case 'snapshots': {
      const { snapshots } = record;
      const kept = { snapshots, unsaved: true };
      return { project: { ...project, ...kept }, ifSaved: ifSaved && { ...ifSaved, ...kept } };
    }
    case 'saving': {
      const { name, path, mark } = record;
      return { project, ifSaved: { ...project, name, path, mark, unsaved: false } };
    }
  }
}

function changed(project: JournalledProject, change: DocumentChange): JournalledProject {
  return { ...project, unsaved: true, document: applyChange(project.document, change) };
}

/** The document after the change. Ids in the order that no layer has are passed over. */
export function applyChange(document: StudioDocument, { canvas, layers, order }: DocumentChange): StudioDocument {
  const known = new Map([...document.layers, ...layers].map((layer) => [layer.id, layer]));
  return { ...document, ...canvas, layers: order.flatMap((id) => known.get(id) ?? []) };
}

function documentOf(raw: unknown): StudioDocument | undefined {
  const migrated = migrate({ document: raw });
  const parsed = StudioDocument.safeParse(migrated.kind === 'present' ? migrated.project['document'] : undefined);
  return parsed.success ? parsed.data : undefined;
}
