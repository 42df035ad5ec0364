/** `npm start`: builds what is missing, then opens the studio in Electron or, without it, in the default browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale, root } from './launcher/build.mjs';
import { electronBinary } from './launcher/electron-binary.mjs';

const rest = process.argv.slice(2);
const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];

try {
  buildIfStale();
  const electron = noDisplay ? undefined : await electronBinary();
  if (electron) run(electron, [root, ...rest]);
  else openBrowser();
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}

function openBrowser() {
  console.log(
    noDisplay
      ? 'There is no display for a window; open the studio in a browser instead.'
      : "Electron's binary is not installed; opening the studio in your browser instead.",
  );
  run(process.execPath, [join(root, 'out/main/web.js'), '--open', ...rest]);
}

/**
 * Runs the studio as if it were this process: same terminal, signals and exit code.
 * @param {string} program
 * @param {string[]} parameters
 */
function run(program, parameters) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // Listened to before the child runs: a signal between the two would end this process and leave the studio behind.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const child = spawn(program, parameters, { stdio: 'inherit' });
  child.on('error', ({ message }) => {
    console.error(`The studio could not be started: ${message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal) {
      for (const each of signals) process.removeAllListeners(each);
      process.kill(process.pid, signal);
    } else process.exitCode = code ?? 1;
  });
}
