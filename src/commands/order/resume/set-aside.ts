import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, usageError, type ExitCode } from '../../../errors.ts';
import { jsonObject } from '../../../json/object.ts';
import { printResult } from '../../print.ts';

/**
 * Takes lines that cannot be read out of the journal, to files that nothing reads; the rest of it stays.
 * Asks on a terminal; off one it takes `yes`, for what these lines held is given up. Throws CliError.
 */
export async function setAside(
  context: Context,
  { yes = false }: { yes?: boolean },
): Promise<ExitCode> {
  const journal = await context.journal();
  const damage = await journal.setAside({ take: false });
  if (damage.length === 0) {
    context.io.note(
      sentence('Every line of the journal can be read: there is nothing to set aside.'),
    );
    return exitCodes.ok;
  }
  const count = damage.reduce((sum, { lines }) => sum + lines, 0);
  if (!yes) await confirm(context, count);
  const result = await journal.setAside({ take: true });
  for (const { path, lines, to = null } of result) {
    await printResult(
      context,
      { json: jsonObject({ path, lines, to }), text: () => [path, lines, to ?? ''].join('\t') },
      { one: false },
    );
  }
  context.io.note(
    sentence(
      'The journal can be read whole again. What these lines held is not known from here any more: a request in them may have been carried out.',
    ),
  );
  const open = await journal.unsettled();
  if (open.length > 0) {
    context.io.note(
      sentence('{count} {count|request has|requests have} no known outcome yet: {command}', {
        count: open.length,
        command: context.command('mp-orders order resume'),
      }),
    );
  }
  return exitCodes.ok;
}

async function confirm(context: Context, count: number): Promise<void> {
  if (!context.io.canAsk) {
    throw usageError(
      sentence('{flag} needs --yes where there is no terminal to ask on.', { flag: '--set-aside' }),
      {
        code: 'not_confirmed',
        hint: sentence(
          'Look in the account for orders and refunds that you do not know: a line that cannot be read may hold a request that was carried out.',
        ),
      },
    );
  }
  const question = sentence(
    'Take {count} {count|line|lines} that cannot be read out of the journal? What {count|it|they} held may have been carried out: look in the account first.',
    { count },
  );
  if (await context.io.confirm(question)) return;
  throw usageError(sentence('Not confirmed: nothing was changed.'), { code: 'not_confirmed' });
}
