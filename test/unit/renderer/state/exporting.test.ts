import { describe, expect, it } from 'vitest';
import { LayerId, type ExportSource, type Layer } from '../../../../preload/contract';
import { asset, pictureResult } from '../support/samples';
import { ScriptedHost } from '../support/scripted-host';
import { openWindow, settle } from '../support/window';

async function windowWith(select: (layers: readonly Layer[]) => readonly Layer[]) {
  const host = new ScriptedHost();
  host.answers['pictures.export'] = () => ({ kind: 'saved', path: '/pictures/boat.png' });
  const { studio } = await openWindow(host);
  const { document } = studio;
  document.place('draw', { ...pictureResult(asset('a')), name: 'a red boat' });
  document.placeAbove('draw', { ...pictureResult(asset('b')), name: 'a duck' });
  const box = { type: 'box', id: LayerId.parse('box-1'), name: 'sail', label: 'sail' } as const;
  const shown = { visible: true, locked: false, opacity: 1, rect: { x: 10, y: 20, width: 30, height: 40 } };
  document.change('draw a box', [{ kind: 'add', layer: { ...box, ...shown }, index: 2 }]);
  studio.editor.select(select(document.current.layers).map(({ id }) => id));
  await settle();
  const sourceOf = async (): Promise<ExportSource> => {
    studio.exporting.prepare();
    await studio.exporting.write();
    return (host.asked.at(-1)?.payload as { source: ExportSource }).source;
  };
  return { studio, sourceOf };
}

describe('the export of what is selected', () => {
  it('is offered only while something is', async () => {
    const { studio } = await windowWith(() => []);
    studio.exporting.prepare();
    expect([studio.exporting.possible, studio.exporting.part]).toEqual([['canvas', 'frame', 'picture'], 'canvas']);
  });

  it('shows the pictures alone, as large as they lie there', async () => {
    const { studio, sourceOf } = await windowWith((layers) => layers.slice(0, 1));
    const source = await sourceOf();
    const [first] = studio.document.current.layers;
    expect(studio.exporting.part).toBe('selection');
    expect(source).toMatchObject({ what: 'document', area: first?.rect, document: { layers: [{ id: first?.id }] } });
  });

  it('shows what is seen in a box', async () => {
    const { studio, sourceOf } = await windowWith((layers) => layers.slice(-1));
    expect(await sourceOf()).toEqual({
      what: 'document',
      document: studio.document.current,
      area: { x: 10, y: 20, width: 30, height: 40 },
    });
  });
});
