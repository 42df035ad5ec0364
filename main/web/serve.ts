import { homedir } from 'node:os';
import { errorData } from '../../preload/contract';
import { sourceInstallation } from '../studio/installation';
import { parseArguments } from './arguments';
import { runWebStudio } from './studio';

try {
  const { port, open } = parseArguments(process.argv.slice(2));
  const around = { platform: process.platform, environment: process.env, home: homedir() };
  const installation = await sourceInstallation(import.meta.dirname, around);
  await runWebStudio({ installation, port, open }, (line) => {
    console.log(line);
  });
} catch (thrown) {
  const { message, hint, code, detail } = errorData(thrown);
  const lines = [message, hint, code === 'internal' ? detail : undefined];
  console.error(lines.filter((line) => line !== undefined).join('\n'));
  process.exitCode = code === 'bad-request' ? 2 : 1;
}
