import { usageError } from './errors.ts';

/** What a decoder puts where bytes were no UTF-8; so does Node with arguments and the environment. */
const replacement = '\uFFFD';

/** Bytes as text, without the mark that some editors begin a file with. Throws a usage error. */
export function decodeUtf8(bytes: Uint8Array, source: string): string {
  const isUtf16 = /^(fffe|feff)/.test(Buffer.from(bytes.subarray(0, 2)).toString('hex'));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw usageError(`${source} is not UTF-8 text${isUtf16 ? ': it is UTF-16' : ''}.`, {
      code: 'not_utf8',
      hint: `Save it as UTF-8, or convert it: iconv -f ${isUtf16 ? 'UTF-16' : 'LATIN1'} -t UTF-8.`,
      cause,
    });
  }
}

/** Throws a usage error for text that was decoded already, and was not UTF-8. */
export function requireUtf8(text: string, source: string): void {
  if (!text.includes(replacement)) return;
  throw usageError(`${source} is not UTF-8 text: ${JSON.stringify(text)}.`, {
    code: 'not_utf8',
    hint: 'Use a terminal or a script in UTF-8: otherwise another name would be sent.',
  });
}
