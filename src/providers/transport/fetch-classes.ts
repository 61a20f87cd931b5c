import type { AnswerHeaders } from './types.ts';

/**
 * As much of the Fetch standard's classes as one request without a stream takes. The platform's own
 * load undici, which costs a command more than all else that it does. They are what `fetch` here
 * gives back, and in the build they stand in ky's place of `Request`, `Response` and `Headers`
 * (esbuild.config.js).
 */

type HeadersInit = Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** The headers of a request or an answer; names in any case, several values of one joined. */
export class LightHeaders implements Iterable<[string, string]> {
  readonly #values = new Map<string, string>();

  constructor(init: HeadersInit = {}) {
    const entries = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of entries as Iterable<readonly [string, string]>) {
      this.append(name, value);
    }
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1)).values();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  signal?: AbortSignal;
}

/** What is sent, but for its body, which goes to `fetch` by itself. */
export class LightRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: LightHeaders;
  readonly signal: AbortSignal | undefined;
  readonly body = null;

  constructor(input: string | URL | LightRequest, init: RequestInit = {}) {
    const from = input instanceof LightRequest ? input : undefined;
    this.url = input instanceof LightRequest ? input.url : input.toString();
    this.method = init.method ?? from?.method ?? 'GET';
    this.headers = new LightHeaders(init.headers ?? from?.headers);
    this.signal = init.signal ?? from?.signal;
  }

  clone(): LightRequest {
    return new LightRequest(this);
  }
}

/** A whole answer. */
export class LightResponse {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body = null;
  readonly #text: string;

  constructor(text: string, { status, headers }: Pick<LightResponse, 'status' | 'headers'>) {
    this.#text = text;
    this.status = status;
    this.headers = headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  text(): Promise<string> {
    return Promise.resolve(this.#text);
  }

  clone(): LightResponse {
    return new LightResponse(this.#text, this);
  }
}
