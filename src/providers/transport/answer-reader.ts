/** An answer as it came over the wire, to the end of its body. */
export interface WireAnswer {
  status: number;
  /** Names and values by turns, as they came. */
  rawHeaders: readonly string[];
  body: Buffer;
  /** Whether another request may follow on the same connection. */
  isKept: boolean;
  /** How long the server keeps the connection without a request, in seconds, where it says so. */
  keptSeconds: number | undefined;
}

/** In bytes, the status line included: as much as node:http takes. */
const longestHead = 16 * 1024;

/** In seconds. No timer counts to what some servers say, and no run makes use of it. */
const longestKept = 3600;

const headEnd = '\r\n\r\n';
const noBytes = Buffer.alloc(0);

/** What came is not HTTP/1 (failure.ts has the words for it). */
class NotHttp extends Error {
  readonly code = 'NOT_HTTP';
}

/** What the head says of the answer (RFC 9112, 6.3). */
interface Head extends Pick<WireAnswer, 'status' | 'rawHeaders' | 'isKept' | 'keptSeconds'> {
  /** Where the body ends: after so many bytes, after its last chunk, or with the connection. */
  body: number | 'chunked' | 'open';
}

/**
 * Reads one answer of HTTP/1 out of the bytes of a connection, in whatever parts they come (RFC 9112,
 * 4 to 7). It takes what node:http's parser takes, which the test compares, and is as strict: a length
 * that is given twice, a length beside chunks, a folded line or a lone line feed is no HTTP. It makes
 * no stream and no event of an answer, which is most of what node:http does (decision 42).
 */
export class AnswerReader {
  readonly #longest: number;
  #head: Head | undefined;
  /** What came of a line, or of the head, whose end did not come yet. */
  #rest: Buffer | undefined;
  #parts: Buffer[] = [];
  /** Bytes of the body so far, as they came: of chunks with their sizes. */
  #bytes = 0;
  /** Bytes that are still to come: of the body, or of the chunk that is read. */
  #missing = 0;
  #next: 'size' | 'data' | 'line end' | 'trailer' = 'size';

  /** A body of more than `longest` bytes is not read on. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /**
   * Takes what came next, and gives the answer once it is whole. What follows it in the same bytes is
   * left away, and the connection with it. Throws for what is not HTTP, and for a body that is too long.
   */
  read(came: Buffer): WireAnswer | undefined {
    const bytes = this.#rest === undefined ? came : Buffer.concat([this.#rest, came]);
    this.#rest = undefined;
    if (this.#head === undefined) return this.#readHead(bytes);
    this.#count(came.length);
    return this.#readBody(bytes, this.#head);
  }

  /** The connection ended: gives the answer whose body ends with it. */
  end(): WireAnswer | undefined {
    return this.#head?.body === 'open' ? this.#whole(this.#head, false) : undefined;
  }

  #readHead(bytes: Buffer): WireAnswer | undefined {
    const end = bytes.indexOf(headEnd);
    if (end > longestHead || (end < 0 && bytes.length > longestHead)) {
      throw new NotHttp('the head of the answer has no end');
    }
    if (end < 0) {
      const begun = bytes.toString('latin1');
      // A server of another protocol greets and then waits; one that ends lines otherwise waits too.
      if (!'HTTP/'.startsWith(begun.slice(0, 5)) || /(?<!\r)\n/.test(begun)) {
        throw new NotHttp('the answer is not HTTP');
      }
      this.#rest = bytes;
      return undefined;
    }
    const head = readHead(bytes.toString('latin1', 0, end));
    const after = bytes.subarray(end + headEnd.length);
    if (head.status === 101) throw new Error('the server changed the protocol');
    // What a server says before its answer (RFC 9110, 15.2).
    if (head.status >= 100 && head.status < 200) return this.#readHead(after);
    this.#head = head;
    if (typeof head.body === 'number') this.#missing = head.body;
    this.#count(Math.max(after.length, this.#missing));
    this.#bytes = after.length;
    return this.#readBody(after, head);
  }

  #readBody(bytes: Buffer, head: Head): WireAnswer | undefined {
    if (head.body === 'chunked') return this.#readChunks(bytes, head);
    if (head.body === 'open') {
      this.#parts.push(bytes);
      return undefined;
    }
    const at = this.#take(bytes, 0);
    return this.#missing === 0 ? this.#whole(head, at === bytes.length) : undefined;
  }

  /** RFC 9112, 7.1. The trailers are not read: no header of an order system stands there. */
  #readChunks(bytes: Buffer, head: Head): WireAnswer | undefined {
    let at = 0;
    while (at < bytes.length) {
      if (this.#next === 'data') {
        at = this.#take(bytes, at);
        if (this.#missing === 0) this.#next = 'line end';
        continue;
      }
      const end = bytes.indexOf('\r\n', at);
      if (end < 0) return this.#waitForLine(bytes.subarray(at));
      const line = bytes.toString('latin1', at, end);
      at = end + 2;
      if (this.#next === 'size') {
        this.#missing = chunkSize(line);
        this.#next = this.#missing === 0 ? 'trailer' : 'data';
      } else if (this.#next === 'line end') {
        if (line !== '') throw new NotHttp('a chunk of the answer is longer than it says');
        this.#next = 'size';
      } else if (line === '') return this.#whole(head, at === bytes.length);
    }
    return undefined;
  }

  #waitForLine(begun: Buffer): undefined {
    if (begun.length > longestHead) throw new NotHttp('a line of the answer has no end');
    this.#rest = begun;
  }

  /** Takes the bytes that are missing, as far as they came; gives where what follows begins. */
  #take(bytes: Buffer, from: number): number {
    const part = bytes.subarray(from, from + this.#missing);
    if (part.length > 0) this.#parts.push(part);
    this.#missing -= part.length;
    return from + part.length;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#longest) {
      const words = `the answer is longer than ${this.#longest / 1024 / 1024} MiB`;
      throw Object.assign(new Error(words), { code: 'ERR_BUFFER_TOO_LARGE' });
    }
  }

  #whole({ status, rawHeaders, isKept, keptSeconds }: Head, endsHere: boolean): WireAnswer {
    const [first = noBytes] = this.#parts;
    const body = this.#parts.length > 1 ? Buffer.concat(this.#parts) : first;
    return { status, rawHeaders, body, isKept: isKept && endsHere, keptSeconds };
  }
}

const statusLine = /^HTTP\/(\d\.\d) ([1-9]\d\d)(?: [^\r\n]*)?$/;
/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^`|~\w-]+$/;
const control = /[^\t\x20-\x7e\x80-\xff]/;

function readHead(text: string): Head {
  const lines = text.split('\r\n');
  const [, version, code] = statusLine.exec(lines[0] ?? '') ?? [];
  if (code === undefined) throw new NotHttp('the answer does not begin as HTTP does');
  const status = Number(code);
  const rawHeaders: string[] = [];
  let length: string | undefined;
  let coding: string | undefined;
  let connection = '';
  let keptSeconds: number | undefined;
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const value = line.slice(colon + 1).trim();
    if (!token.test(name) || control.test(value)) {
      throw new NotHttp('a header of the answer is not one');
    }
    rawHeaders.push(name, value);
    // Four names out of all: their lengths tell most of the others apart from them.
    if (name.length === 14 && name.toLowerCase() === 'content-length') {
      if (length !== undefined) throw new NotHttp('the answer has two lengths');
      length = value;
    } else if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') {
      coding = coding === undefined ? value : `${coding}, ${value}`;
    } else if (name.length === 10 && name.toLowerCase() === 'connection') {
      connection += ` ${value.toLowerCase()}`;
    } else if (name.length === 10 && name.toLowerCase() === 'keep-alive') {
      const [, seconds] = /^timeout=(\d+)/.exec(value) ?? [];
      if (seconds !== undefined) keptSeconds = Math.min(Number(seconds), longestKept);
    }
  }
  const body = bodyOf(status, length, coding);
  const mayStay =
    version === '1.1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  return { status, rawHeaders, body, isKept: mayStay && body !== 'open', keptSeconds };
}

function bodyOf(status: number, length?: string, coding?: string): Head['body'] {
  if (length !== undefined && coding !== undefined) {
    throw new NotHttp('the answer has a length and chunks');
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length)) {
    throw new NotHttp('the length of the answer is not a number');
  }
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) return /(?:^|[\s,])chunked$/i.test(coding) ? 'chunked' : 'open';
  return length === undefined ? 'open' : Number(length);
}

/** Extensions are left away; some servers fill the size up with blanks. */
function chunkSize(line: string): number {
  const [, size] = /^([0-9a-f]{1,16})[ \t]*(?:;|$)/i.exec(line) ?? [];
  if (size === undefined) throw new NotHttp('a chunk of the answer has no size');
  return Number.parseInt(size, 16);
}
