import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioDocument } from '../../../../preload/contract';
import { placePicture } from '../../../../renderer/editor/changes';
import { applyDiff } from '../../../../renderer/editor/diff';
import { commit, redo, startHistory, undo, type History } from '../../../../renderer/editor/history';
import { prune, type Selection } from '../../../../renderer/editor/selection';
import { startTool } from '../../../../renderer/editor/tools';
import { toolNames, type Phase, type ToolEvent, type ToolName } from '../../../../renderer/editor/tools/phase';
import { startDocument, picture } from './documents';

interface Hand {
  readonly history: History;
  readonly selection: Selection;
  readonly phase: Phase;
}

function take(tool: ToolName, history = startHistory(startDocument())): Hand {
  return { history, selection: [], phase: startTool(tool) };
}

function send(hand: Hand, event: ToolEvent, scale = 1): Hand {
  const { document } = hand.history;
  const selection = prune(document, hand.selection);
  const { phase, acts } = hand.phase.on(event, { document, selection, scale, snapping: true });
  let next: Hand = { ...hand, phase };
  for (const act of acts) {
    if (act.kind === 'select') next = { ...next, selection: act.selection };
    if (act.kind === 'commit') next = { ...next, history: commit(next.history, act) };
  }
  return next;
}

const held = { pressure: 0.5, shift: false, alt: false, command: false };

function drag(hand: Hand, from: readonly [number, number], to: readonly [number, number], more = {}): Hand {
  const at = ([x, y]: readonly [number, number]) => ({ at: { x, y }, ...held, ...more });
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
  const events = [
    { kind: 'down', ...at(from) },
    { kind: 'move', ...at(middle) },
    { kind: 'move', ...at(to) },
    { kind: 'up', ...at(to) },
  ] as const;
  return events.reduce<Hand>((now, event) => send(now, event), hand);
}

const coordinate = fc.integer({ min: -40, max: 300 });
const pointing = fc
  .record({
    kind: fc.constantFrom('down', 'move', 'up', 'double'),
    at: fc.record({ x: coordinate, y: coordinate }),
    pressure: fc.double({ min: 0, max: 1, noNaN: true }),
    shift: fc.boolean(),
    alt: fc.boolean(),
    command: fc.boolean(),
  })
  .map((event): ToolEvent => event as ToolEvent);
const anyEvent = fc.oneof(
  { weight: 12, arbitrary: pointing },
  fc.constantFrom<ToolEvent>({ kind: 'cancel' }, { kind: 'confirm' }),
);
type Deed = { readonly event: ToolEvent } | { readonly tool: ToolName } | { readonly travel: typeof undo };
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 12, arbitrary: anyEvent.map((event) => ({ event })) },
  { weight: 2, arbitrary: fc.constantFrom(...toolNames).map((tool) => ({ tool })) },
  { weight: 1, arbitrary: fc.constantFrom(undo, redo).map((travel) => ({ travel })) },
);

describe('any sequence of tools, gestures and undos', () => {
  const play = (deeds: readonly Deed[]) =>
    deeds.reduce<Hand>((hand, deed) => {
      if ('tool' in deed) return { ...hand, phase: startTool(deed.tool) };
      if ('travel' in deed) return { ...hand, history: deed.travel(hand.history), phase: startTool('select') };
      return send(hand, deed.event);
    }, take('select'));

  it('leaves a valid document, shows a valid one on the way, and can be taken back to the first', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 60 }), (deeds) => {
        const { history, phase } = play(deeds);
        expect(StudioDocument.safeParse(history.document).error).toBeUndefined();
        const shown = applyDiff(history.document, phase.preview?.diff ?? []);
        expect(StudioDocument.safeParse(shown).error).toBeUndefined();
        const ids = history.document.layers.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        let back = history;
        while (back.done.length > 0) back = undo(back);
        expect(back.document).toEqual(startDocument());
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the frame square and inside the canvas', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 40 }), (deeds) => {
        const { frame, width, height } = play(deeds).history.document;
        expect(frame.width).toBe(frame.height);
        expect(Math.min(frame.x, frame.y)).toBeGreaterThanOrEqual(0);
        expect(frame.x + frame.width).toBeLessThanOrEqual(width);
        expect(frame.y + frame.height).toBeLessThanOrEqual(height);
      }),
    );
  });
});

describe('the selection tool', () => {
  const rectOf = ({ history }: Hand, id: string) => history.document.layers.find((layer) => layer.id === id)?.rect;

  it('moves a box as one step, and snaps it to the left edge of the canvas', () => {
    const moved = drag(take('select'), [60, 60], [24, 90]);
    expect(rectOf(moved, 'box-1')).toMatchObject({ x: 0 });
    expect(moved.history.done.map(({ mark }) => mark)).toEqual(['move']);
    expect(undo(moved.history).document).toEqual(startDocument());
  });

  it('moves without snapping while Control is held', () => {
    const moved = drag(take('select'), [60, 60], [24, 90], { command: true });
    expect(rectOf(moved, 'box-1')).toMatchObject({ x: 4, y: 70 });
  });

  it('drags a copy with Alt', () => {
    const copied = drag(take('select'), [60, 60], [163, 161], { alt: true, command: true });
    expect(copied.history.document.layers).toHaveLength(4);
    expect(rectOf(copied, 'box-1')).toEqual(rectOf(take('select'), 'box-1'));
    expect(copied.selection).toEqual(['box-3']);
  });

  it('pulls the corner of what is selected', () => {
    const selected = drag(take('select'), [60, 60], [60, 60]);
    const pulled = drag(selected, [100, 80], [150, 130], { command: true });
    expect(rectOf(pulled, 'box-1')).toEqual({ x: 40, y: 40, width: 110, height: 90 });
  });

  it('selects what a rectangle touches', () => {
    const history = startHistory(withoutPicture(startDocument()));
    const all = drag({ ...take('select'), history }, [5, 5], [200, 230]);
    expect([...all.selection].sort()).toEqual(['box-1', 'box-2']);
  });

  it('leaves a locked layer alone', () => {
    const start = startDocument();
    const layers = start.layers.map((layer) => ({ ...layer, locked: true }));
    const history = startHistory({ ...start, layers });
    const after = drag({ ...take('select'), history }, [60, 60], [120, 120]);
    expect(after.history.document).toBe(history.document);
    expect(after.selection).toEqual([]);
  });

  it('gives up a drag by Escape', () => {
    const at = (x: number) => ({ at: { x, y: 60 }, ...held });
    let hand = send(take('select'), { kind: 'down', ...at(60) });
    hand = send(hand, { kind: 'move', ...at(120) });
    expect(hand.phase.preview?.diff).toHaveLength(1);
    hand = send(hand, { kind: 'cancel' });
    expect(hand.phase.preview).toBeUndefined();
    expect(hand.history.done).toEqual([]);
  });
});

describe('the box tool', () => {
  it('draws a box inside the canvas, selects it and asks for its label', () => {
    const { document } = startHistory(startDocument());
    const { phase } = startTool('box').on({ kind: 'down', at: { x: 200, y: 120 }, ...held }, context(document));
    const { acts } = phase.on({ kind: 'up', at: { x: 400, y: 180 }, ...held }, context(document));
    expect(acts.map(({ kind }) => kind)).toEqual(['commit', 'select', 'name']);
    const [made] = acts;
    const after = applyDiff(document, made?.kind === 'commit' ? made.diff : []);
    expect(after.layers.at(-1)?.rect).toEqual({ x: 200, y: 120, width: 56, height: 60 });
  });

  it('draws nothing by a click', () => {
    expect(drag(take('box'), [10, 200], [12, 201]).history.done).toEqual([]);
  });
});

describe('the crop tool', () => {
  it('cuts the canvas when Enter is pressed, and moves the layers along', () => {
    const drawn = drag(take('crop'), [32, 16], [132, 216], { command: true });
    expect(drawn.history.done).toEqual([]);
    const { document } = send(drawn, { kind: 'confirm' }).history;
    expect(document).toMatchObject({ width: 100, height: 200 });
    expect(document.layers.find(({ id }) => id === 'box-1')?.rect).toMatchObject({ x: 8, y: 24 });
  });
});

function context(document: StudioDocument) {
  return { document, selection: [], scale: 1, snapping: true };
}

function withoutPicture(document: StudioDocument): StudioDocument {
  return { ...document, layers: document.layers.filter(({ type }) => type === 'box') };
}

it('a new picture takes the place of the one in the frame, and boxes stay above it', () => {
  const document = startDocument();
  const after = applyDiff(document, placePicture(document, picture('b')));
  expect(after.layers.map(({ type }) => type)).toEqual(['picture', 'box', 'box']);
});
