import { dirname, isAbsolute } from 'node:path';
import { usageError } from '../errors.ts';
import { exposedAmong } from '../exposure.ts';
import { sentence, type Sentence } from '../language/sentence.ts';
import { requireUtf8 } from '../utf8.ts';

/** As `config set` names it: the program that prints the keys of a profile. */
export const tokenCommandKey = 'token_command';

const example = '\'["pass","show","mp"]\'';

/**
 * A program and its arguments out of a JSON list, such as `["pass","show","mp"]`. Throws a usage error
 * for anything else, and for a program that another folder would have another of.
 */
export function parseTokenCommand(text: string): string[] {
  requireUtf8(text, tokenCommandKey);
  const wrong = (message: Sentence) =>
    usageError(message, {
      code: 'invalid_token_command',
      hint: sentence(
        'Write the program and its arguments as a JSON list: {example}. No shell reads it; for one, name it: {shell}.',
        { example, shell: '\'["sh","-c","…"]\'' },
      ),
    });
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw wrong(sentence('token_command takes a JSON list, and this is not JSON.'));
  }
  const isWord = (word: unknown) => typeof word === 'string' && !word.includes('\0');
  if (!Array.isArray(list) || list.length === 0 || !list.every(isWord) || list[0] === '') {
    throw wrong(sentence('token_command takes a JSON list of texts, the program first.'));
  }
  const command = list as [string, ...string[]];
  const [program] = command;
  if (/[/\\]/.test(program) && !isAbsolute(program)) {
    throw wrong(
      sentence(
        '{program} would be another program in each folder: write its whole path, or a name that PATH has.',
        { program: JSON.stringify(program) },
      ),
    );
  }
  return command;
}

/**
 * Throws a usage error where somebody else could have written what the config says to run. `uid` is
 * the user's number; without one (Windows) files tell nothing of who may write to them.
 */
export async function requireOwnConfig(path: string, uid: number | undefined): Promise<void> {
  if (uid === undefined) return;
  const { realpath } = await import('node:fs/promises'); // most commands need none of it
  const real = await realpath(path).catch(() => path);
  const owners = [uid, 0];
  const own = await exposedAmong([real, dirname(real), path, dirname(path)], uid, { owners });
  const above = [...foldersAbove(dirname(real)), ...foldersAbove(dirname(path))];
  // Many a home is its user's and that of a group of the same name: above, only everybody counts.
  const [first] = [...own, ...(await exposedAmong(above, uid, { owners, writers: 0o002 }))];
  if (first === undefined) return;
  const isOwner = first.how === 'owner';
  const { path: exposed } = first;
  throw usageError(
    isOwner
      ? sentence(
          'The config names a token_command, which is not run: {path} belongs to another user.',
          { path: exposed },
        )
      : sentence(
          'The config names a token_command, which is not run: {path} can be written to by others.',
          { path: exposed },
        ),
    {
      code: 'token_command_unsafe',
      hint: isOwner
        ? sentence('Use a folder of your own: set MP_ORDERS_HOME.')
        : sentence('Fix it with: chmod go-w {path}', { path: exposed }),
    },
  );
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAbove(parent)];
}
