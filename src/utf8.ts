import { sentence } from './language/sentence.ts';
import { usageError } from './errors.ts';

/** What a decoder puts where bytes were no UTF-8; so does Node with arguments and the environment. */
const replacement = '\uFFFD';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

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

/**
 * Bytes as text, UTF-8 or UTF-16, without the mark that some editors begin a file with. Throws a usage
 * error for what is neither.
 */
export function decodeText(bytes: Uint8Array, source: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const isUtf16 = encoding !== 'utf-8';
    throw usageError(
      isUtf16
        ? sentence('{source} is not UTF-8 text, nor whole UTF-16.', { source })
        : sentence('{source} is not UTF-8 text.', { source }),
      {
        code: 'not_utf8',
        hint: sentence('Save it as UTF-8, or convert it: iconv -f {encoding} -t UTF-8.', {
          encoding: isUtf16 ? 'UTF-16' : 'LATIN1',
        }),
        cause,
      },
    );
  }
}

/** Throws a usage error for text that was decoded already, and was not UTF-8. */
export function requireUtf8(text: string, source: string): void {
  if (!text.includes(replacement)) return;
  throw usageError(
    sentence('{source} is not UTF-8 text: {text}.', { source, text: JSON.stringify(text) }),
    {
      code: 'not_utf8',
      hint: sentence('Use a terminal or a script in UTF-8: otherwise another name would be sent.'),
    },
  );
}
