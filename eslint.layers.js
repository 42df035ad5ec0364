import boundaries from 'eslint-plugin-boundaries';

/**
 * Who may import whom. `folder` is what a layer owns, `layers` and `packages` are what it may import besides itself,
 * `node` says that it may use Node's own modules. What is not listed is refused. A file belongs to the first layer
 * whose folder holds it, so inner folders stand before outer ones.
 */
const engineDoor = 'engine/door';
const enginePort = 'engine/port';
const programManifest = 'package.json';
const shell = ['contract', 'core', 'documents', engineDoor, 'library', 'packs', 'studio'];

const layers = {
  contract: { folder: 'preload/contract', packages: ['zod'] },
  preload: { folder: 'preload', layers: ['contract'], packages: ['electron'] },

  core: { folder: 'main/core', layers: ['contract'] },
  'engine-sessions': {
    folder: 'main/engine/sessions',
    layers: ['contract', 'core', 'engine', 'packs'],
    packages: ['onnxruntime-node', 'onnxruntime-common'],
    node: true,
  },
  engine: {
    folder: 'main/engine',
    layers: ['contract', 'core', 'engine-sessions', 'library', 'packs'],
    packages: ['@huggingface/tokenizers', 'sharp'],
    node: true,
  },
  'library-store': {
    folder: 'main/library/store',
    layers: ['contract', 'library'],
    packages: ['@lancedb/lancedb', 'apache-arrow'],
    node: true,
  },
  library: {
    folder: 'main/library',
    layers: ['contract', 'core', 'documents', enginePort, 'library-store', 'packs'],
    packages: ['sharp'],
    node: true,
  },
  packs: { folder: 'main/packs', layers: ['contract', 'core'], packages: ['yauzl'], node: true },
  documents: {
    folder: 'main/documents',
    layers: ['contract', 'core'],
    packages: ['sharp', 'yauzl', 'yazl'],
    node: true,
  },
  studio: {
    folder: 'main/studio',
    layers: ['contract', 'core', 'documents', engineDoor, 'library', 'packs', programManifest],
    node: true,
  },

  // The judge is no part of the studio: it looks at pictures alone, and only the command line asks it.
  evaluation: {
    folder: 'main/evaluation',
    layers: ['contract', 'core', 'engine-sessions'],
    packages: ['sharp'],
    node: true,
  },

  electron: { folder: 'main/electron', layers: shell, packages: ['electron'], node: true },
  web: { folder: 'main/web', layers: shell, packages: ['ws'], node: true },
  // The command line may start the browser host; otherwise the shells know nothing of each other.
  cli: { folder: 'main/cli', layers: [...shell, 'evaluation', 'web'], packages: ['commander'], node: true },

  editor: { folder: 'renderer/editor', layers: ['contract'] },
  language: { folder: 'renderer/language' },
  client: { folder: 'renderer/client', layers: ['contract', 'editor'] },
  state: { folder: 'renderer/state', layers: ['client', 'contract', 'editor'], packages: ['svelte'] },
  theme: { folder: 'renderer/theme' },
  canvas: {
    folder: 'renderer/canvas',
    layers: ['contract', 'editor', 'state', 'theme'],
    packages: ['konva', 'svelte'],
  },
  panels: {
    folder: 'renderer/panels',
    layers: ['contract', 'editor', 'language', 'state', 'theme'],
    packages: ['@lucide/svelte', 'bits-ui', 'svelte'],
  },
  window: {
    folder: 'renderer',
    layers: ['canvas', 'client', 'contract', 'editor', 'language', 'panels', 'state', 'theme'],
    packages: ['@lucide/svelte', 'svelte'],
  },
};

/** The files of the engine that run outside its process: everyone but the engine sees only these. */
const engineDoorFiles = ['main/engine/host.ts', 'main/engine/host/**', 'main/engine/launch-*.ts'];

/** The fixtures repeat the tree of the project, so that they are judged by these very rules. */
const fixtures = 'test/fixtures/layers';
const wherever = (path) => [path, `${fixtures}/${path}`];

const element = (type, folder) => ({ type, pattern: wherever(folder), partialMatch: false });

/** The end of the channel that every process of the studio has to its host. */
const enginePortFiles = ['main/engine/port.ts'];

/** Narrower than a layer: single files that others may see. */
const doors = {
  [engineDoor]: { element: { type: 'engine' }, file: { categories: engineDoor } },
  [enginePort]: { element: { type: 'engine' }, file: { categories: enginePort } },
  [programManifest]: { file: { categories: programManifest } },
};
const target = (name) => doors[name] ?? { element: { type: name } };

function policy([name, { layers: others = [], packages = [], node = false }]) {
  const to = [name, ...others].map(target);
  if (packages.length > 0) to.push({ module: { origin: 'external', source: packages } });
  if (node) to.push({ module: { origin: 'core' } });
  return { from: { element: { type: name } }, allow: to.map((each) => ({ to: each })) };
}

export default {
  files: ['main', 'preload', 'renderer', 'test', 'bench'].flatMap((folder) => [
    `${folder}/**/*.ts`,
    `${folder}/**/*.svelte`,
  ]),
  plugins: { boundaries },
  settings: {
    'boundaries/root-path': import.meta.dirname,
    'boundaries/elements': [
      ...Object.entries(layers).map(([name, { folder }]) => element(name, folder)),
      { type: 'test', pattern: 'test/!(fixtures)', partialMatch: false },
      { type: 'bench', pattern: 'bench', partialMatch: false },
    ],
    'boundaries/files': [
      { category: engineDoor, pattern: engineDoorFiles.flatMap(wherever) },
      { category: enginePort, pattern: enginePortFiles.flatMap(wherever) },
      { category: programManifest, pattern: programManifest },
    ],
    'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
    'boundaries/legacy-templates': false,
    'import/resolver': { node: { extensions: ['.ts', '.svelte', '.mjs', '.js'] } },
  },
  rules: {
    'boundaries/no-unknown-files': 'error',
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        checkAllOrigins: true,
        checkUnknownLocals: true,
        policies: [
          ...Object.entries(layers).map(policy),
          { from: { element: { type: ['test', 'bench'] } }, allow: [{ to: { module: { origin: '*' } } }] },
        ],
        message:
          '{{ from.element.types }} may not import {{ dependency.source }}: eslint.layers.js says who may import whom.',
      },
    ],
  },
};
