import { sentence, type Text } from '../language/sentence.ts';
import { createReadStream } from 'node:fs';
import { CliError, messageOf, usageError } from '../errors.ts';
import { unlessInterrupted } from '../interruption.ts';
import { readText } from '../utf8.ts';

/**
 * A file that an option names, as text; a usage error that names the option when it has none. A file
 * after an `@`, as curl takes it, is told apart where an option takes the name alone. An interruption
 * ends it, also where nothing comes.
 */
export async function readTextFile(
  { signal }: { signal: AbortSignal },
  option: string,
  file: string,
  hint: Text,
): Promise<string> {
  try {
    return await unlessInterrupted(signal, readText(createReadStream(file), `${option}: ${file}`));
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const meant = /^@(.+)/s.exec(file)?.[1];
    throw usageError(sentence('{option}: {file} cannot be read.', { option, file: file || '""' }), {
      hint: meant === undefined ? hint : sentence('Did you mean {meant}?', { meant }),
      details: [messageOf(cause)],
      cause,
    });
  }
}
