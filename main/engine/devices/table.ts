import { type DeviceName, devicesOf, type Machine, onlyWhenAsked, orderFor, processor } from './device';
import { type DeviceOutcome, explain } from './outcome';

export type Outcomes = ReadonlyMap<DeviceName, DeviceOutcome>;

/** The devices to use, best first: those of the order that were found to work, and the processor in any case. */
export function usableDevices(order: readonly DeviceName[], outcomes: Outcomes): DeviceName[] {
  return order.filter((device) => device === processor || outcomes.get(device)?.kind === 'works');
}

export type DeviceRow = {
  readonly device: DeviceName;
  readonly available: boolean;
  readonly chosen: boolean;
  /** Why it is not the chosen one. */
  readonly why?: string;
};

/** One row for each device that this kind of machine may have, and for the one that was asked for. */
export function deviceTable(machine: Machine, outcomes: Outcomes, wanted?: DeviceName): DeviceRow[] {
  const [chosen = processor] = usableDevices(orderFor(machine, wanted), outcomes);
  const devices = devicesOf(machine);
  const listed = wanted === undefined || devices.includes(wanted) ? devices : [wanted, ...devices];
  return listed.map((device) => rowOf(device, chosen, outcomes.get(device), wanted));
}

function rowOf(
  device: DeviceName,
  chosen: DeviceName,
  outcome: DeviceOutcome | undefined,
  wanted?: DeviceName,
): DeviceRow {
  const available = device === processor || outcome?.kind === 'works';
  if (device === chosen) return { device, available, chosen: true };
  return { device, available, chosen: false, why: available ? whyNotChosen(device, wanted) : whyNotUsable(outcome) };
}

function whyNotUsable(outcome: DeviceOutcome | undefined): string {
  return outcome === undefined || outcome.kind === 'works' ? 'was not tried' : explain(outcome);
}

function whyNotChosen(device: DeviceName, wanted?: DeviceName): string {
  if (wanted !== undefined) return `${wanted} was asked for`;
  return onlyWhenAsked(device) ? 'is used only when it is asked for' : 'a faster one is there';
}
