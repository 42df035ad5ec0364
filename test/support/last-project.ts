import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeProject } from '../../main/documents/project';
import { sampleProject } from './sample-project';

/** Leaves on the disk what a run of the studio leaves that has saved a project; gives the environment of the next one. */
export async function leaveProject(folder: string, name = 'Boats'): Promise<{ XDG_STATE_HOME: string }> {
  const path = join(folder, `${name}.brookesia`);
  await writeProject(path, { ...(await sampleProject()), studio: '0.1.0' });
  const state = join(folder, 'state');
  await mkdir(join(state, 'Brookesia'), { recursive: true });
  await writeFile(join(state, 'Brookesia', 'recent-projects.json'), JSON.stringify([path]));
  return { XDG_STATE_HOME: state };
}
