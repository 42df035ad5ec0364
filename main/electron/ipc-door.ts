import type { IpcMainInvokeEvent, WebFrameMain } from 'electron';
import type { ReplyEnvelope } from '../../preload/contract';
import type { Studio } from '../studio';
import { fitsInto, maximumPayloadBytes } from '../studio/limits';
import { isTrustedFrame } from './trust';

/**
 * The one door for the window's requests: the frame is looked at first, then the size of what it sent; the router looks
 * at the channel and the payload.
 */
export function ipcDoor(route: Studio<WebFrameMain | null>['route']) {
  return (
    { senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>,
    channel: unknown,
    payload: unknown,
  ): Promise<ReplyEnvelope> => {
    const judged = !isTrustedFrame(senderFrame) || fitsInto(maximumPayloadBytes(channel), payload);
    return judged ? route(channel, payload, senderFrame) : Promise.resolve(tooLarge);
  };
}

const tooLarge: ReplyEnvelope = {
  ok: false,
  error: { code: 'too-large', message: 'What was sent to the studio is too large.', hint: 'Use a smaller picture.' },
};
