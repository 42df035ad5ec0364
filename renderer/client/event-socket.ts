/** What is used of the browser's WebSocket. */
export type Socket = Pick<WebSocket, 'close' | 'onopen' | 'onmessage' | 'onclose'>;

export interface SocketPorts {
  open(): Socket;
  /** Calls back after so many milliseconds. */
  later(callback: () => void, milliseconds: number): void;
}

const firstDelay = 250;
const longestDelay = 5000;

/** The stream of events over a WebSocket that is opened again whenever it closes, ever more slowly up to five seconds. */
export class EventSocket {
  readonly #ports: SocketPorts;
  readonly #messages = new Set<(message: unknown) => void>();
  readonly #watchers = new Set<(connected: boolean) => void>();
  #connected = false;
  #started = false;
  #delay = firstDelay;

  constructor(ports: SocketPorts) {
    this.#ports = ports;
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#messages.add(listener);
    this.#start();
    return () => this.#messages.delete(listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.#watchers.add(listener);
    this.#start();
    listener(this.#connected);
    return () => this.#watchers.delete(listener);
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#open();
  }

  #open(): void {
    const socket = this.#ports.open();
    socket.onopen = () => {
      this.#delay = firstDelay;
      this.#tell(true);
    };
    socket.onmessage = (message) => this.#receive(message.data);
    socket.onclose = () => {
      this.#tell(false);
      this.#ports.later(() => this.#open(), this.#delay);
      this.#delay = Math.min(this.#delay * 2, longestDelay);
    };
  }

  #tell(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    for (const watcher of this.#watchers) watcher(connected);
  }

  #receive(text: unknown): void {
    const message = parseJson(text);
    if (message === undefined) return;
    for (const listener of this.#messages) listener(message);
  }
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A message that is not JSON carries no event; the stream goes on.
    return undefined;
  }
}
