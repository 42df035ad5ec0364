import type {
  BaseWindow,
  Dialog,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron';

/** Dialogs that are answered in advance; one that nobody answers is closed without a choice. */
class StandInDialog implements Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'> {
  /** What the user will choose, the next answer first. */
  readonly answers: string[] = [];
  readonly asked: (SaveDialogOptions | OpenDialogOptions)[] = [];

  showSaveDialog(window: BaseWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  showSaveDialog(options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  showSaveDialog(...words: (BaseWindow | SaveDialogOptions)[]): Promise<SaveDialogReturnValue> {
    const filePath = this.#answer(words) ?? '';
    return Promise.resolve({ canceled: filePath === '', filePath });
  }

  showOpenDialog(window: BaseWindow, options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
  showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
  showOpenDialog(...words: (BaseWindow | OpenDialogOptions)[]): Promise<OpenDialogReturnValue> {
    const path = this.#answer(words);
    return Promise.resolve({ canceled: path === undefined, filePaths: path === undefined ? [] : [path] });
  }

  /** The options are the last word; a window before them is the dialog's parent. */
  #answer(words: readonly object[]): string | undefined {
    this.asked.push(words.at(-1) as SaveDialogOptions | OpenDialogOptions);
    return this.answers.shift();
  }
}

export const dialog = new StandInDialog();
