/**
 * As much of the Fetch standard's classes as requests and answers without a stream take. The
 * platform's own load undici, which costs a command more than all else that it does. They are what
 * `fetch` here gives back; in the build ky makes them in place of `Request`, `Response` and `Headers`
 * (esbuild.config.js), and the sandbox in process does (host.ts).
 */

type HeadersInit = Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** The headers of a request or an answer; names in any case, several values of one joined. */
export class LightHeaders implements Iterable<[string, string]> {
  /** As an answer brought them, names and values by turns: few of them are looked at, and once. */
  #raw: readonly string[] = [];
  #read: Map<string, string> | undefined;

  constructor(init: HeadersInit = {}) {
    const entries = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of entries as Iterable<readonly [string, string]>) {
      this.append(name, value);
    }
  }

  /** Of names and values by turns. */
  static of(raw: readonly string[]): LightHeaders {
    const headers = new LightHeaders(none);
    headers.#raw = raw;
    return headers;
  }

  get #values(): Map<string, string> {
    if (this.#read !== undefined) return this.#read;
    this.#read = new Map();
    const raw = this.#raw;
    for (let at = 0; at < raw.length; at += 2) this.append(raw[at] ?? '', raw[at + 1] ?? '');
    return this.#read;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    return this.#read === undefined ? valueOf(this.#raw, key) : (this.#read.get(key) ?? null);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value.trim());
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    const before = this.#values.get(key);
    this.#values.set(key, before === undefined ? value.trim() : `${before}, ${value.trim()}`);
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

const none: readonly [string, string][] = [];

/** Of names and values by turns, several values of one joined; `key` is in lower case. */
function valueOf(raw: readonly string[], key: string): string | null {
  let joined: string | null = null;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (name.length !== key.length || name.toLowerCase() !== key) continue;
    const value = (raw[at + 1] ?? '').trim();
    joined = joined === null ? value : `${joined}, ${value}`;
  }
  return joined;
}

interface RequestInit {
  method?: string;
  headers?: HeadersInit;
  signal?: AbortSignal;
  body?: string | null;
}

/** What is sent. From ky its body goes to `fetch` by itself: a copy that ky may make has none. */
export class LightRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: LightHeaders;
  readonly signal: AbortSignal | undefined;
  readonly body = null;
  readonly #text: string;

  constructor(input: string | URL | LightRequest, init: RequestInit = {}) {
    const from = input instanceof LightRequest ? input : undefined;
    this.url = input instanceof LightRequest ? input.url : input.toString();
    this.method = init.method ?? from?.method ?? 'GET';
    this.headers = new LightHeaders(init.headers ?? from?.headers);
    this.signal = init.signal ?? from?.signal;
    this.#text = init.body ?? '';
  }

  async text(): Promise<string> {
    return this.#text;
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#text);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new TextEncoder().encode(this.#text).buffer;
  }

  clone(): LightRequest {
    return new LightRequest(this);
  }
}

interface ResponseInit {
  status?: number;
  headers?: HeadersInit;
}

/** A whole answer. No `content-type` is made up for it. */
export class LightResponse {
  readonly status: number;
  readonly headers: LightHeaders;
  readonly #text: string | null;

  constructor(text: string | null = null, { status = 200, headers }: ResponseInit = {}) {
    this.#text = text;
    this.status = status;
    this.headers = new LightHeaders(headers);
  }

  static json(value: unknown, { status, headers }: ResponseInit = {}): LightResponse {
    const own = new LightHeaders(headers);
    if (!own.has('content-type')) own.set('content-type', 'application/json');
    return new LightResponse(JSON.stringify(value), { status, headers: own });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The whole of it, where the platform has a stream. */
  get body(): string | null {
    return this.#text;
  }

  async text(): Promise<string> {
    return this.#text ?? '';
  }

  clone(): LightResponse {
    return new LightResponse(this.#text, this);
  }
}
