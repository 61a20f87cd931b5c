import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { secretSettings, type SettingKey } from '../../settings/settings.ts';
import { addExamples } from '../../help/layout.ts';
import { paragraph } from '../options.ts';
import type { Verb } from '../verb.ts';
import { tokenCommandKey } from '../../settings/token-command.ts';
import { checkValue, isGuardKey, keyArgument, parseKey } from './keys.ts';
import { setTokenCommand } from './token-command.ts';
import { changeGuard } from './guard.ts';

/** Arguments show in the list of processes and in the shell's history. */
async function readSecret({ io }: Context, key: SettingKey, value: string): Promise<string> {
  if (value !== '-') {
    throw usageError(
      sentence('{flag} is not taken as an argument: others could read it there.', { flag: key }),
      {
        hint: sentence(
          'Type `mp-orders config set {key} -`: it is asked for, or read from stdin.',
          { key },
        ),
      },
    );
  }
  const [secret = ''] = await io.readSecrets([`${key}: `]);
  return secret;
}

const guardHelp =
  'read-only (on, off), max-order and max-refund (ARS=50000) are guard rails: they hold the account of this profile, wherever its token comes from, and only `config` lifts them.';

export const set: Verb = {
  define(command: Command) {
    command.addArgument(keyArgument()).argument('<value>', 'what the option of that name takes');
    command.addHelpText('after', `\n${paragraph(guardHelp)}`);
    addExamples(command, [
      'mp-orders config set pos EXTERNALPOS019285',
      'mp-orders config set mode dynamic',
      `mp-orders config set ${tokenCommandKey} '["pass","show","mp"]' --profile shop2`,
      'mp-orders config set read-only on --profile shop2',
      'mp-orders config set max-refund ARS=50000',
    ]);
  },

  async run(context, [name = '', value = '']) {
    const key = parseKey(name);
    if (key === tokenCommandKey) return setTokenCommand(context, value);
    if (isGuardKey(key)) return changeGuard(context, key, value);
    const isSecret = secretSettings.includes(key);
    const wanted = isSecret ? await readSecret(context, key, value) : value;
    checkValue(key, wanted);
    await context.settings.file.change((config) => void (config.defaults[key] = wanted));
    context.io.note(
      isSecret
        ? sentence('{key} is set', { key })
        : sentence('{key} is now {value}', { key, value }),
    );
  },
};
