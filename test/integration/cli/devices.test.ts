import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from '../../../preload/contract';
import { brookesia } from '../../support/command-line';
import { temporaryFolder } from '../../support/temporary-pack';

const Answer = z.object({
  devices: z.array(
    z.object({
      device: z.string(),
      title: z.string(),
      available: z.boolean(),
      chosen: z.boolean(),
      why: z.string().optional(),
    }),
  ),
});

const run = async (...words: string[]) => brookesia(['devices', ...words], await temporaryFolder(onTestFinished));

describe('brookesia devices', () => {
  test('prints a table with a reason for each device that is not chosen', async () => {
    const { code, out } = await run('--device', 'cpu');
    expect(code).toBe(0);
    const [heading, ...lines] = out.trimEnd().split('\n');
    expect(heading).toMatch(/^device +available +chosen +why not$/);
    expect(lines.filter((line) => /^\w+ +yes +yes$/.test(line))).toEqual([expect.stringMatching(/^cpu /)]);
    for (const line of lines) expect(line).toMatch(/^\w+ +(yes +yes|(yes|no) +no +\w.+)$/);
  });

  test('prints it as data, too', async () => {
    const { code, out } = await run('--json', '--again');
    expect(code).toBe(0);
    const { devices } = Answer.parse(JSON.parse(out));
    expect(devices.at(-1)).toMatchObject({ device: 'cpu', title: 'the processor (CPU)', available: true });
    expect(devices.filter(({ chosen }) => chosen)).toHaveLength(1);
    for (const { chosen, why } of devices) expect(why === undefined).toBe(chosen);
  });

  test('refuses a device that does not exist', async () => {
    const { code, err } = await run('--device', 'abacus');
    expect(code).toBe(2);
    expect(err).toContain('cpu, cuda, tensorrt, directml, coreml, webgpu');
  });
});

test('a device that cannot be had is said, and the picture is drawn all the same', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const words = ['generate', 'a red boat', '--pack', 'tiny', '--out', 'boat.png', '--seed', '1'];
  // No machine has this one: Apple's accelerator and the build for Linux or Windows exclude each other.
  const elsewhere = process.platform === 'darwin' ? 'directml' : 'coreml';
  const { code, out, err } = await brookesia([...words, '--device', elsewhere], folder);
  expect({ code, out }).toEqual({ code: 0, out: 'boat.png (seed 1)\n' });
  expect(err).toContain(`The device “${elsewhere}” was asked for, but it is not available on this machine.`);
});
