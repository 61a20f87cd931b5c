import { readFile } from 'node:fs/promises';
import { usageError } from '../errors.ts';

/** A file that an option names, as text; a usage error that names the option when it has none. */
export async function readTextFile(option: string, file: string, hint: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, ''); // as some editors begin a file
  } catch (cause) {
    throw usageError(`${option}: ${file} cannot be read.`, {
      hint,
      details: [cause instanceof Error ? cause.message : String(cause)],
      cause,
    });
  }
}
