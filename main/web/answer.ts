import type { ServerResponse } from 'node:http';
import type { ReplyEnvelope } from '../../preload/contract';

/** An answer before it is written to the network. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

export function jsonAnswer(status: number, envelope: ReplyEnvelope): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(envelope),
  };
}

export function textAnswer(status: number, text: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    body: `${text}\n`,
  };
}

export function writeAnswer(
  response: ServerResponse,
  { status, headers, body = '' }: Answer,
  always: Readonly<Record<string, string>>,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...always, ...headers, 'Content-Length': bytes.length });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
