export type DialogName = 'captions' | 'commands' | 'export' | 'gallery' | 'history' | 'shortcuts' | 'storage';

/** Which of the large dialogs is open; never two. */
export class Dialogs {
  shown = $state<DialogName>();

  show(name: DialogName): void {
    this.shown = name;
  }

  close(): void {
    this.shown = undefined;
  }
}
