import { mount } from 'svelte';
import App from './App.svelte';
import { connectStudio } from './client/connect';
import { copyPicture, copyText } from './client/clipboard';
import { download, pickFile } from './client/file-dialogs';
import { maskFile, partsFile, pictureSize } from './client/picture-pixels';
import { openTab, takeBeginning } from './client/windows';
import { chosenLanguage } from './language/chosen';
import { Studio } from './state/studio.svelte';
import { forbidMarkup } from './trusted-types';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';

forbidMarkup();

const host = document.getElementById('app');
if (host === null) throw new Error('The page has no #app element.');

document.documentElement.lang = chosenLanguage();

const studio = new Studio(connectStudio(), {
  storage: localStorage,
  memory: sessionStorage,
  systemDark: matchMedia('(prefers-color-scheme: dark)'),
  dice: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  download,
  pickFile,
  copyPicture,
  copyText,
  pixels: { sizeOf: pictureSize, maskFile, partsFile },
  beginning: takeBeginning(),
  openTab,
  nextFrame: (painted) => void requestAnimationFrame(painted),
});

mount(App, { target: host, props: { studio } });
void studio.open();
