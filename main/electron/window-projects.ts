import { BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { OpenReply, type ProjectId, type ReplyEnvelope } from '../../preload/contract';
import { showAgain } from './window';

/** Which window works on which project, as the replies tell that they got. */
export class WindowProjects {
  /** The number of the contents of the window that opened a project last; it stays over reloads. */
  readonly #contents = new Map<ProjectId, number>();

  note({ sender }: Pick<IpcMainInvokeEvent, 'sender'>, envelope: ReplyEnvelope): void {
    const reply = OpenReply.safeParse(envelope.ok ? envelope.value : undefined).data;
    if (reply?.kind === 'opened') this.#contents.set(reply.project.id, sender.id);
  }

  /** Brings the window to the front that works on the project; whether there is one. */
  readonly show = (project: ProjectId): boolean => {
    const contents = this.#contents.get(project);
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === contents);
    if (window !== undefined) showAgain(window);
    return window !== undefined;
  };
}
