import { type ErrorCode, StudioError, type StudioErrorData } from '../../../preload/contract';
import { type DeviceName, processor, titleOf } from './device';
import { type DeviceTrouble, reasonFor } from './outcome';

/** A graph failed on a device in a way that another device may not share. */
export class DeviceFault extends StudioError {
  readonly trouble: DeviceTrouble;

  constructor(data: StudioErrorData, trouble: DeviceTrouble, options?: ErrorOptions) {
    super(data, options);
    this.trouble = trouble;
  }
}

/** Numbers that no sound device gives: not-a-numbers, or a picture of one colour. */
export function wrongResult(what: string, device: DeviceName, detail: string): DeviceFault {
  return new DeviceFault(
    {
      code: 'engine-failed',
      message: `The ${what} of the pack gave wrong results on ${titleOf(device)}: ${detail}.`,
      hint: 'The pack or the device is at fault: choose another device, or install the pack again.',
    },
    { kind: 'wrong', detail },
  );
}

/**
 * What a failure says against the device it happened on; undefined when it says nothing. The processor is never at
 * fault: there is nothing behind it.
 */
export function troubleWith(device: DeviceName, thrown: unknown): DeviceTrouble | undefined {
  if (device === processor) return undefined;
  if (thrown instanceof DeviceFault) return thrown.trouble;
  const failed = thrown instanceof StudioError && thrown.code === 'engine-failed';
  return failed ? { kind: 'failed', detail: thrown.detail ?? thrown.message } : undefined;
}

/** Whether an error tells that the work failed where it was computed, and not that it was asked for wrongly. */
export function isComputingError(code: ErrorCode): boolean {
  return code === 'engine-failed' || code === 'engine-died' || code === 'out-of-memory';
}

/** How an engine process that died speaks against the device it used. */
export function crashOf(reason: string): DeviceTrouble {
  return { kind: 'crashed', detail: reason };
}

/** Whether a process was ended from outside, by a person or for want of memory, and not by a fault of its own. */
export function wasKilled(reason: string): boolean {
  return /^signal SIG(KILL|TERM|INT|HUP)\b/.test(reason);
}

/** Tells people that a device is not used any more. */
export function droppedNotice(device: DeviceName, trouble: DeviceTrouble, next: DeviceName): StudioErrorData {
  return notice(`The studio stopped using ${titleOf(device)}: it ${reasonFor(trouble)}.`, trouble, next);
}

/** Tells people that the device they asked for cannot be had. */
export function refusedNotice(device: DeviceName, trouble: DeviceTrouble, next: DeviceName): StudioErrorData {
  return notice(`The device “${device}” was asked for, but it ${reasonFor(trouble)}.`, trouble, next);
}

function notice(message: string, { detail }: DeviceTrouble, next: DeviceName): StudioErrorData {
  return {
    code: 'device-unavailable',
    message: `${message} Work goes on with ${titleOf(next)}.`,
    ...(detail === '' ? {} : { detail }),
    hint: '“brookesia devices” shows all devices; with --again it tries them anew.',
  };
}

/** Tells people that they asked for a device that does not exist. */
export function unknownNotice(word: string, names: readonly DeviceName[]): StudioErrorData {
  return {
    code: 'device-unavailable',
    message: `There is no device “${word.slice(0, 40)}”. The best one of this machine is used.`,
    hint: `Set BROOKESIA_DEVICE to one of ${names.join(', ')}, or leave it out.`,
  };
}
