import { sentence, type Text } from './language/sentence.ts';
import { usageError } from './errors.ts';

/** What a decoder puts where bytes were no UTF-8; so does Node with arguments and the environment. */
const replacement = '\uFFFD';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * How a text is encoded, by its first two bytes. UTF-16 is what `>` and `Out-File` of Windows PowerShell
 * write, with a mark; without one, a zero beside an ASCII character tells: no text here holds zeros.
 */
export function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === undefined || second === undefined) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

/** How files of other programs begin, in hexadecimal digits (each format's own signature). */
const signatures = [
  // Office's, zipped and of old.
  { is: /^(504b0304|d0cf11e0)/, kind: 'sheet' },
  // PNG, JPEG, GIF, WebP.
  { is: /^(89504e47|ffd8ff|47494638|52494646.{8}57454250)/, kind: 'picture' },
  { is: /^25504446/, kind: 'pdf' },
  // gzip, bzip2, xz, zstd, 7z.
  { is: /^(1f8b|425a68|fd377a58|28b52ffd|377abcaf)/, kind: 'packed' },
] as const;

/** Throws a usage error for the beginning of a file that is no text, and says what would be. */
export function refuseFormats(head: Uint8Array, source: Text): void {
  const digits = Buffer.from(head.subarray(0, 12)).toString('hex');
  const kind = signatures.find(({ is }) => is.test(digits))?.kind;
  if (kind === undefined) {
    const begin = new TextDecoder(encodingOf(head)).decode(head.subarray(0, 64));
    if (begin.includes('\0')) {
      throw notText(
        source,
        /^(?!0{8})(fffe0000|0000feff|..0{6}|0{6})/.test(digits) ? 'UTF-32' : 'LATIN1',
      );
    }
    return;
  }
  if (kind === 'picture') throw pictureError(source);
  const [message, hint] =
    kind === 'sheet'
      ? [
          sentence('{source} is a spreadsheet file or an archive, not text.', { source }),
          sentence('In the spreadsheet, save it as CSV UTF-8.'),
        ]
      : kind === 'pdf'
        ? [
            sentence('{source} is a PDF, not text.', { source }),
            sentence('Its source may offer a CSV too.'),
          ]
        : [sentence('{source} is compressed.', { source }), sentence('Unpack it first.')];
  throw usageError(message, { code: 'not_utf8', hint });
}

/** A picture where a text is read: of a code, most likely. */
export const pictureError = (source: Text) =>
  usageError(sentence('{source} is a picture, not text.', { source }), {
    code: 'not_utf8',
    hint: sentence(
      'A scanner reads the code in it: `zbarimg -q --raw code.png | mp-orders qr decode -`.',
    ),
  });

/**
 * Bytes as text, UTF-8 or UTF-16, without the mark that some editors begin a file with. Throws a usage
 * error for what is neither.
 */
export function decodeText(bytes: Uint8Array, source: Text): string {
  refuseFormats(bytes, source);
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notText(source, encoding === 'utf-8' ? 'LATIN1' : 'UTF-16', cause);
  }
}

/** `encoding` is what it may be, as `iconv` calls it. */
function notText(source: Text, encoding: 'LATIN1' | 'UTF-16' | 'UTF-32', cause?: unknown) {
  const isUtf16 = encoding === 'UTF-16';
  return usageError(
    isUtf16
      ? sentence('{source} is not UTF-8 text, nor whole UTF-16.', { source })
      : sentence('{source} is not UTF-8 text.', { source }),
    {
      code: 'not_utf8',
      hint: sentence('Save it as UTF-8, or convert it: iconv -f {encoding} -t UTF-8.', {
        encoding,
      }),
      cause,
    },
  );
}

/** What a document on stdin, or in a file that an option names, may hold: an order has some kilobytes. */
const mostBytes = 16 * 1024 ** 2;

/**
 * All of a stream as text, as `decodeText` reads it. Throws a usage error for more than a document may
 * hold: a stream that never ends would take all memory.
 */
export async function readText(chunks: AsyncIterable<unknown>, source: Text): Promise<string> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > mostBytes) {
      throw usageError(sentence('{source} is more than 16 MB.', { source }), {
        code: 'too_large',
        hint: sentence('Give it one document, and not a stream.'),
      });
    }
    read.push(bytes);
  }
  return decodeText(Buffer.concat(read), source);
}

/** Throws a usage error for text that was decoded already, and was not UTF-8. */
export function requireUtf8(text: string, source: Text): void {
  if (!text.includes(replacement)) return;
  throw usageError(
    sentence('{source} is not UTF-8 text: {text}.', { source, text: JSON.stringify(text) }),
    {
      code: 'not_utf8',
      hint: sentence('Use a terminal or a script in UTF-8: otherwise another name would be sent.'),
    },
  );
}
