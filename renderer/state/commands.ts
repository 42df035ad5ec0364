import type { MenuCommand } from '../../preload/contract';
import type { Studio } from './studio.svelte';

/** Whether the user writes in a text field, which has its own undo. */
export type Where = { readonly inText: boolean };

/** What each item of the system's menu does. */
const commands: Readonly<Record<MenuCommand, (studio: Studio, where: Where) => void>> = {
  'project.new': ({ project }) => void project.begin(),
  'window.new': ({ windows }) => void windows.openNew(),
  'project.open': ({ project }) => void project.open({ from: 'dialog' }),
  'project.save': ({ project }) => void project.save(),
  'project.saveAs': ({ project }) => void project.saveAs(),
  'picture.save': ({ files }) => void files.save(),
  'picture.copy': ({ files }) => void files.copy(),
  // A text field's own history is the shell's business.
  'edit.undo': (studio, { inText }) => {
    if (!inText) studio.document.undo();
  },
  'edit.redo': (studio, { inText }) => {
    if (!inText) studio.document.redo();
  },
  'view.fit': ({ view }) => view.fit(),
  'view.actual': ({ view }) => view.zoomTo(1),
  'view.in': ({ view }) => view.step('in'),
  'view.out': ({ view }) => view.step('out'),
  'view.prompt': ({ layout }) => layout.togglePrompt(),
  'view.results': ({ layout }) => layout.toggleResults(),
  'help.shortcuts': ({ dialogs }) => dialogs.show('shortcuts'),
};

export function runCommand(command: MenuCommand, studio: Studio): void {
  const inText = document.activeElement?.matches('textarea, input, select') ?? false;
  commands[command](studio, { inText });
}
