import { BrowserWindow, type MessageBoxOptions, dialog } from 'electron';

/** A question to the user outside of the page, which may be what is in trouble. */
export type Question<Answer extends string> = {
  readonly message: string;
  readonly detail: string;
  /** The first is the one for Enter, the last the one for Escape. */
  readonly answers: readonly [Answer, ...Answer[]];
  /** Takes the question back; the answer is then the last one. */
  readonly signal?: AbortSignal;
};
export type Ask = <Answer extends string>(question: Question<Answer>) => Promise<Answer>;

/** Asks in a box of the system's own. */
export const ask: Ask = async ({ message, detail, answers, signal }) => {
  const buttons = [...answers];
  const cancelId = buttons.length - 1;
  const options: MessageBoxOptions = {
    ...{ type: 'warning', title: 'Brookesia', message, detail, buttons, defaultId: 0, cancelId, noLink: true },
    ...(signal === undefined ? {} : { signal }),
  };
  const [window] = BrowserWindow.getAllWindows();
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return answers[response] ?? answers[0];
};
