import { encodingOf, refuseFormats } from '../utf8.ts';

/** A line that is longer than any row can be. */
export const tooLong = Symbol('too long');

/** The lines of a text that comes in pieces, without their ends; what is too long is not kept. */
export async function* splitLines(
  texts: AsyncIterable<string>,
  longest: number,
): AsyncGenerator<string | typeof tooLong> {
  for await (const lines of linePieces(texts, longest)) yield* lines;
}

/** The same, but the lines that end in one piece of the text together. */
export async function* linePieces(
  texts: AsyncIterable<string>,
  longest: number,
): AsyncGenerator<readonly (string | typeof tooLong)[]> {
  let partial = '';
  let isTooLong = false;
  for await (const text of texts) {
    const lines: (string | typeof tooLong)[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const line = partial + text.slice(from, end);
      lines.push(isTooLong || line.length > longest ? tooLong : withoutReturn(line));
      partial = '';
      isTooLong = false;
      from = end + 1;
    }
    yield lines;
    partial += text.slice(from);
    if (partial.length > longest) {
      partial = '';
      isTooLong = true;
    }
  }
  if (isTooLong) yield [tooLong];
  else if (partial !== '') yield [withoutReturn(partial)];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/**
 * Bytes, or text already, as text: UTF-8 or UTF-16, without the mark that some editors begin a file
 * with. Throws a usage error, which names the source, for a file that is no text.
 */
export async function* decode(
  chunks: AsyncIterable<Uint8Array | string>,
  source: string,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    let bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (decoder === undefined) {
      bytes = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
      head = bytes;
      if (head.length < 4) {
        head = Uint8Array.from(head); // the next one may come in its place
        continue; // four bytes tell the encoding
      }
      refuseFormats(head, source);
      decoder = new TextDecoder(encodingOf(head));
    }
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder === undefined ? new TextDecoder(encodingOf(head)).decode(head) : decoder.decode();
}

/** The beginning of a text, as much as `isEnough` asks for, and then all of the text. */
export async function peek(
  texts: AsyncIterable<string>,
  isEnough: (head: string) => boolean,
): Promise<{ head: string; all: AsyncIterable<string> }> {
  const pieces = texts[Symbol.asyncIterator]();
  let head = '';
  while (!isEnough(head)) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  return { head, all: chain(head, pieces) };
}

async function* chain(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
