import type { ModelFacts } from './models';
import { compiled, homes, isInstalled, type Program, pythonLacks, pythonProgram } from './processes';

export const contestantNames = ['studio', 'transformers.js', 'PyTorch', 'llama.cpp'] as const;
export type ContestantName = (typeof contestantNames)[number];

/** Who is measured, or why not. */
export type Contestant = { readonly name: ContestantName } & (
  { readonly program: Program } | { readonly missing: string }
);

const notInstalled = 'not installed; see bench/README.md';

export async function findContestants(models: ModelFacts | string, python: string): Promise<Contestant[]> {
  const peer = async (name: ContestantName, find: () => Promise<Program | undefined>): Promise<Contestant> => {
    if (typeof models === 'string') return { name, missing: models };
    const program = await find();
    return program === undefined ? { name, missing: notInstalled } : { name, program };
  };
  return [
    { name: 'studio', program: await compiled('studio', homes.studio) },
    await peer('transformers.js', () => fromNpm('@huggingface/transformers', 'transformers-js')),
    await peer('PyTorch', () => fromPython(python)),
    await peer('llama.cpp', () => fromNpm('node-llama-cpp', 'llama-cpp')),
  ];
}

async function fromNpm(packageName: string, entry: string): Promise<Program | undefined> {
  return isInstalled(packageName) ? compiled(entry, homes.peers) : undefined;
}

async function fromPython(python: string): Promise<Program | undefined> {
  const lacks = await pythonLacks(python, ['torch', 'transformers']);
  return lacks === undefined ? pythonProgram(python, 'torch_peer.py') : undefined;
}
