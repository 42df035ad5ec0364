import { app, protocol } from 'electron';
import { ask } from './ask';
import { surviveGraphicsLoss } from './graphics';
import { guardContents, guardSession } from './guards';
import { openStudio } from './open-studio';
import { OpenedFiles } from './opened-files';
import { studioScheme } from './protocol';
import { reviveWhenGone } from './revive';
import { ownSwitches, refusedSwitch } from './switches';

const words = process.argv.slice(1);
const refused = app.isPackaged ? refusedSwitch(words) : undefined;
if (refused !== undefined) refuse(refused);
else if (app.requestSingleInstanceLock()) startUp();
else app.quit();

function refuse(word: string): void {
  console.error(`Brookesia does not start with ${word}: it would open the studio to others.`);
  app.exit(2);
}

/** What has to be said before Electron is ready. */
function startUp(): void {
  app.enableSandbox();
  for (const [name, value] of ownSwitches) app.commandLine.appendSwitch(name, value);
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: studioScheme, privileges }]);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
    reviveWhenGone(contents, { ask, quit: () => app.quit() });
  });
  app.on('session-created', (created) => guardSession(created, !app.isPackaged));
  surviveGraphicsLoss({ app, ask, words });
  const opened = new OpenedFiles(app, { words, folder: process.cwd() });
  void app.whenReady().then(() => openStudio(opened));
}
