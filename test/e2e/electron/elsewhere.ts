import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somewhere on the network that would like to be asked, and keeps in mind what it was asked. */
export type Elsewhere = {
  /** Of a web server. */
  readonly address: string;
  readonly port: number;
  /** Of an ear for single packets. */
  readonly udp: number;
  /** All that has arrived so far: requests, connections that never became one, packets. */
  heard(): { readonly visits: readonly string[]; readonly connections: number; readonly packets: number };
  close(): void;
};

export const nothing = { visits: [], connections: 0, packets: 0 };

export async function openElsewhere(): Promise<Elsewhere> {
  const visits: string[] = [];
  const counts = { connections: 0, packets: 0 };
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('<script>window.parent.postMessage("in", "*")</script>');
  });
  server.on('connection', () => (counts.connections += 1));
  server.on('upgrade', (request, socket) => {
    visits.push(request.url ?? '');
    socket.destroy();
  });
  const ear = createSocket('udp4', () => (counts.packets += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ear.bind(0, '127.0.0.1');
  await once(ear, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ address: `http://127.0.0.1:${port}`, port, udp: ear.address().port },
    heard: () => ({ visits, ...counts }),
    close: () => {
      server.close();
      ear.close();
    },
  };
}
