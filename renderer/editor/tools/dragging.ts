import { go, type Cursor, type Phase, type PointerPart, type Preview, type ToolContext } from './phase';

export interface Drag {
  readonly cursor: Cursor;
  /** The name of the step in the history. */
  readonly mark: string;
  /** What the document would be if it ended here. */
  readonly previewOf: (event: PointerPart, context: ToolContext) => Preview;
  /** What follows when the hand lets go, and what follows Escape. */
  readonly done: () => Phase;
  readonly cancelled: () => Phase;
}

/** Shows what a drag would make of the document; letting go makes it so, in one step. */
export function dragging(drag: Drag, preview: Preview = {}): Phase {
  return {
    cursor: drag.cursor,
    preview,
    on: (event, context) => {
      switch (event.kind) {
        case 'move':
          return go(dragging(drag, drag.previewOf(event, context)));
        case 'up': {
          const { diff = [] } = drag.previewOf(event, context);
          return go(drag.done(), ...(diff.length === 0 ? [] : [{ kind: 'commit', mark: drag.mark, diff } as const]));
        }
        case 'cancel':
          return go(drag.cancelled());
        case 'down':
        case 'double':
        case 'confirm':
          return go(dragging(drag, preview));
      }
    },
  };
}
