import { AssetStore } from '../../main/documents';
import { OpenProject, type OpeningParts, openFile, recoverProject } from '../../main/documents/project';
import type { StudioDocument } from '../../preload/contract';
import { numberedLayer } from './numbered-layer';

// A process that works on a project until it is killed. It says what it is about to do and what is done:
// `2` after the second change, `saved 2` when it is in the file. The width of the document counts the changes.
const [folder = '', path = '', png = ''] = process.argv.slice(2);
const parts: OpeningParts = { assets: new AssetStore(), folder, studio: '0.1.0' };
const bytes = new Uint8Array(Buffer.from(png, 'base64'));

const blank: StudioDocument = {
  ...{ version: 1, width: 1, height: 1, frame: { x: 0, y: 0, width: 1, height: 1 } },
  layers: [],
};

async function openOrBegin(): Promise<OpenProject> {
  const recovered = await recoverProject(parts);
  if (recovered !== undefined) return recovered.project;
  const opened = await openFile(parts, path, 'boat').catch(() => undefined);
  return opened?.project ?? new OpenProject(parts, { name: 'Untitled', unsaved: false, document: blank });
}

/** After change n the topmost layer has the number n; six layers remain. Each brings a picture of its own. */
async function change(project: OpenProject, number: number): Promise<void> {
  const asset = parts.assets.put({ bytes: pictureOf(number), mime: 'image/png', width: 1, height: 1 }, 'keep');
  const added = numberedLayer(number, asset);
  const order = [...project.document.layers.map((layer) => layer.id), added.id].slice(-6);
  await project.change({ canvas: { ...blank, width: number }, layers: [added], order });
}

/** The same pixels, other bytes: what follows the end of a PNG is not looked at. */
function pictureOf(number: number): Uint8Array {
  return new Uint8Array(Buffer.concat([bytes, Buffer.from(String(number))]));
}

const project = await openOrBegin();
for (let number = project.document.width + 1; ; number++) {
  await change(project, number);
  process.stdout.write(`${number}\n`);
  if (number % 7 === 0) {
    await project.save(path, 'boat');
    process.stdout.write(`saved ${number}\n`);
  }
}
