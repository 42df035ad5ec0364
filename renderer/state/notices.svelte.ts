import { errorData, type StudioErrorData } from '../../preload/contract';

export interface Alert {
  readonly id: number;
  readonly error: StudioErrorData;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
}

const toastMilliseconds = 4500;
const maximumAlerts = 3;

/** Messages over the window: alerts stay until dismissed, toasts go by themselves. */
export class Notices {
  alerts = $state.raw<readonly Alert[]>([]);
  toasts = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  /** The same message is not shown twice at a time. */
  alert(error: StudioErrorData): void {
    const others = this.alerts.filter((alert) => alert.error.message !== error.message);
    this.alerts = [...others, { id: this.#nextId(), error }].slice(-maximumAlerts);
  }

  dismiss(id: number): void {
    this.alerts = this.alerts.filter((alert) => alert.id !== id);
  }

  toast(text: string): void {
    const toast = { id: this.#nextId(), text };
    this.toasts = [...this.toasts, toast];
    setTimeout(() => {
      this.toasts = this.toasts.filter((other) => other.id !== toast.id);
    }, toastMilliseconds);
  }

  /** Runs what a person asked for; what goes wrong becomes an alert. */
  async guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      this.alert(errorData(thrown));
    }
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
