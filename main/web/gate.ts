import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What decides whether a request is let in. */
export type Visit = {
  readonly method: string;
  readonly upgrade: boolean;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  /** Path and query as sent. */
  readonly target: string;
};

export type Verdict =
  | { readonly kind: 'enter' }
  /** The address with the token: give the cookie and go on to the start page. */
  | { readonly kind: 'welcome'; readonly cookie: string }
  | { readonly kind: 'refuse'; readonly reason: 'host' | 'origin' | 'token' };

/**
 * Lets in only who opened the printed address. Other pages in the same browser are kept out by Host (DNS rebinding),
 * Origin (cross-site requests) and the cookie, which the browser sends on requests of our own pages only.
 */
export class Gate {
  readonly #token: string;
  readonly #port: number;

  constructor(port: number, token = newToken()) {
    this.#port = port;
    this.#token = token;
  }

  /** Opens the studio once in any browser of this machine. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}/?token=${this.#token}`;
  }

  judge(visit: Visit): Verdict {
    if (!this.#hosts().includes(visit.host ?? '')) return { kind: 'refuse', reason: 'host' };
    if (!this.#originFits(visit)) return { kind: 'refuse', reason: 'origin' };
    if (this.#isWelcome(visit)) return { kind: 'welcome', cookie: this.#cookie() };
    return sameText(cookieValue(visit.cookie, this.#cookieName()), this.#token)
      ? { kind: 'enter' }
      : { kind: 'refuse', reason: 'token' };
  }

  #hosts(): string[] {
    return [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`];
  }

  /** Browsers name the origin wherever something may be changed; a page's own loads may come without. */
  #originFits({ method, upgrade, origin, host }: Visit): boolean {
    if (origin === undefined) return !upgrade && (method === 'GET' || method === 'HEAD');
    return origin === `http://${host ?? ''}`;
  }

  #isWelcome({ method, upgrade, target }: Visit): boolean {
    const [path, query] = splitTarget(target);
    return method === 'GET' && !upgrade && path === '/' && sameText(query.get('token') ?? undefined, this.#token);
  }

  /** Cookies are shared by all ports of a host: the name keeps two studios apart. */
  #cookieName(): string {
    return `brookesia-${this.#port}`;
  }

  #cookie(): string {
    return `${this.#cookieName()}=${this.#token}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function splitTarget(target: string): [path: string, query: URLSearchParams] {
  const [path = '', ...rest] = target.split('?');
  return [path, new URLSearchParams(rest.join('?'))];
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Compares in a time that does not tell how much fits. */
function sameText(one: string | undefined, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return one !== undefined && timingSafeEqual(digest(one), digest(other));
}
