import type {
  BaseWindow,
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron';

type Offered = Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox'>;
type Options = SaveDialogOptions | OpenDialogOptions;

/** Dialogs that are answered in advance; one that nobody answers is closed without a choice. */
class StandInDialog implements Offered {
  /** What the user will choose, the next answer first: a path, or the words on a button. */
  readonly answers: string[] = [];
  readonly asked: Options[] = [];
  readonly questions: MessageBoxOptions[] = [];

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

  showMessageBox(window: BaseWindow, options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  showMessageBox(...words: (BaseWindow | MessageBoxOptions)[]): Promise<MessageBoxReturnValue> {
    const question = words.at(-1) as MessageBoxOptions;
    this.questions.push(question);
    const response = question.buttons?.indexOf(this.answers.shift() ?? '') ?? -1;
    return Promise.resolve({ response: response < 0 ? (question.cancelId ?? 0) : response, checkboxChecked: false });
  }

  /** The options are the last word; a window before them is the dialog's parent. */
  #answer(words: readonly object[]): string | undefined {
    this.asked.push(words.at(-1) as Options);
    return this.answers.shift();
  }
}

export const dialog = new StandInDialog();
