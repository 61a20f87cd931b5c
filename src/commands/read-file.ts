import { sentence, type Text } from '../language/sentence.ts';
import { readFile } from 'node:fs/promises';
import { usageError } from '../errors.ts';
import { decodeText } from '../utf8.ts';

/** A file that an option names, as text; a usage error that names the option when it has none. */
export async function readTextFile(option: string, file: string, hint: Text): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw usageError(sentence('{option}: {file} cannot be read.', { option, file: file || '""' }), {
      hint,
      details: [cause instanceof Error ? cause.message : String(cause)],
      cause,
    });
  }
  return decodeText(bytes, `${option}: ${file}`);
}
