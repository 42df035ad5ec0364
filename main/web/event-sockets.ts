import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Subscribe } from '../studio/listeners';
import { EventStream } from './event-stream';

/** The WebSockets over which windows hear events; nothing is taken from them. */
export class EventSockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  readonly #subscribe: Subscribe;

  constructor(subscribe: Subscribe) {
    this.#subscribe = subscribe;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket));
  }

  closeAll(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    const stream = new EventStream((text, sent) => socket.send(text, () => sent()));
    const unsubscribe = this.#subscribe((event) => stream.push(event));
    socket.on('close', unsubscribe);
    socket.on('error', () => socket.terminate());
    socket.on('message', () => socket.close(1003, 'The studio only speaks here'));
  }
}
