import type { IncomingMessage, ServerResponse } from 'node:http';

/*
 * Requests and answers of a served sandbox, whole in memory: as much of the Fetch standard's classes as
 * the systems, the faults and the log take. The platform's own lead each body through several streams,
 * which cost more than all that the sandbox does with it.
 */

class WholeMessage {
  readonly bodyUsed = false;

  constructor(
    readonly headers: Headers,
    readonly bytes: Uint8Array<ArrayBuffer>,
  ) {}

  /** Can be read any number of times. */
  clone(): this {
    return this;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.bytes;
    return buffer.slice(byteOffset, byteOffset + byteLength);
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(this.bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}

/** What a request is made of that came over a connection. */
type RequestParts = Pick<Request, 'method' | 'headers' | 'signal'>;

class WholeRequest extends WholeMessage {
  constructor(
    readonly url: string,
    bytes: Uint8Array<ArrayBuffer>,
    readonly parts: RequestParts,
  ) {
    super(parts.headers, bytes);
  }

  get method(): string {
    return this.parts.method;
  }

  get signal(): AbortSignal {
    return this.parts.signal;
  }
}

/** A request with its body. */
export const wholeRequest = (
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
  parts: RequestParts,
): Request => new WholeRequest(url, bytes, parts) as unknown as Request;

class WholeAnswer extends WholeMessage {
  constructor(
    readonly from: Response,
    bytes: Uint8Array<ArrayBuffer>,
  ) {
    super(from.headers, bytes);
  }

  get status(): number {
    return this.from.status;
  }

  get statusText(): string {
    return this.from.statusText;
  }
}

/** The same answer with its body read. */
export const wholeAnswer = async (answer: Response): Promise<Response> =>
  new WholeAnswer(answer, new Uint8Array(await answer.arrayBuffer())) as unknown as Response;

/** Sends a whole answer; false for any other, which is not sent. */
export function sendWhole(answer: Response, outgoing: ServerResponse): boolean {
  const whole: unknown = answer;
  if (!(whole instanceof WholeAnswer)) return false;
  const { status, headers, bytes } = whole;
  const isBodiless = status === 204 || status === 304;
  outgoing.writeHead(status, {
    ...Object.fromEntries(headers),
    ...(!isBodiless && outgoing.req.method !== 'HEAD' && { 'content-length': bytes.length }),
  });
  outgoing.end(bytes);
  return true;
}

/**
 * The body of a request; undefined when it has more bytes than `most`, the rest of which stays unread.
 * Rejects when the connection ends before it does.
 */
export const readBody = (
  incoming: IncomingMessage,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const read = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      incoming.off('data', read);
      incoming.pause();
      resolve(undefined);
    };
    incoming.on('data', read);
    incoming.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the connection ended')));
  });
