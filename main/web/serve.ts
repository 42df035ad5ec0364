import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { errorData } from '../../preload/contract';
import { sourceInstallation } from '../studio/installation';
import { defaultPort } from './host';
import { readPort, runWebStudio } from './studio';

const options = {
  port: { type: 'string', default: String(defaultPort) },
  open: { type: 'boolean', default: true },
  'no-open': { type: 'boolean', default: false },
} as const;

try {
  const { values } = parseArgs({ options });
  const around = { platform: process.platform, environment: process.env, home: homedir() };
  const installation = await sourceInstallation(import.meta.dirname, around);
  const open = values.open && !values['no-open'];
  await runWebStudio({ installation, port: readPort(values.port), open }, (line) => console.log(line));
} catch (thrown) {
  const { message, hint, code, detail } = errorData(thrown);
  console.error(
    [message, hint, code === 'internal' ? detail : undefined].filter((line) => line !== undefined).join('\n'),
  );
  process.exitCode = 1;
}
