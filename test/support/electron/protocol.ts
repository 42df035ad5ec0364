import type { CustomScheme, Protocol } from 'electron';

type Offered = Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged' | 'isProtocolHandled'>;
type Handler = Parameters<Protocol['handle']>[1];

class StandInProtocol implements Offered {
  readonly schemes: CustomScheme[] = [];
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    this.schemes.push(...schemes);
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already.`);
    this.#handlers.set(scheme, handler);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** What the application answers; undefined for a scheme that it does not handle. */
  async answer(request: Request): Promise<Response | undefined> {
    return this.#handlers.get(new URL(request.url).protocol.slice(0, -1))?.(request);
  }
}

export const protocol = new StandInProtocol();
