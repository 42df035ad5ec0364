import type { App } from 'electron';
import type { Studio } from '../studio';

/** Writes down how windows, graphics and the main process itself came to an end that nobody asked for. */
export function noteFaults(app: Pick<App, 'on'>, log: Studio['log']): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.note({ from: 'a window', message: `Its process ended: ${reason} (${exitCode}).` });
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // The engine tells its own end, with its last words.
    if (reason === 'clean-exit' || type === 'Utility') return;
    log.note({ from: name ?? type, message: `Its process ended: ${reason} (${exitCode}).` });
  });
  process.on('uncaughtExceptionMonitor', (thrown) => log.lastWords('the main process', thrown));
}
