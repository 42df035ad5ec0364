import { readFile, stat } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './device';

/** Files whose content or size changes with the graphics driver. */
const traces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/proc/driver/nvidia/version', '/sys/class/drm/card0/device/device', '/sys/class/drm/card1/device/device'],
  win32: ['nvcuda.dll', 'amdxc64.dll', 'igd12umd64.dll', 'D3D12.dll'].map((name) =>
    join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', name),
  ),
};

/**
 * What a remembered result depends on: runtime, system and, as far as files tell, graphics card and driver. Two machines
 * or two drivers may share a key by chance; then `brookesia devices --again` helps.
 */
export async function machineKey(runtime: string, { platform, arch }: Machine): Promise<string> {
  const found = await Promise.all((traces[platform] ?? []).map(traceOf));
  return [`onnxruntime ${runtime}`, platform, arch, release(), ...found].filter((part) => part !== '').join('; ');
}

/** The size of a library, the first line of a file of the system, nothing for what is not there. */
async function traceOf(path: string): Promise<string> {
  try {
    if (path.endsWith('.dll')) return `${path} ${(await stat(path)).size}`;
    return (await readFile(path, 'utf8')).split('\n')[0]?.trim() ?? '';
  } catch {
    return '';
  }
}
