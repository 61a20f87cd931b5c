import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';
import { tokenCommandKey } from '../../settings/token-command.ts';
import { isGuardKey, keyArgument, parseKey } from './keys.ts';
import { unsetTokenCommand } from './token-command.ts';
import { changeGuard } from './guard.ts';

export const unset: Verb = {
  define(command: Command) {
    command.addArgument(keyArgument());
    addExamples(command, ['mp-orders config unset pos', 'mp-orders config unset read-only']);
  },

  async run(context, [name = '']) {
    const key = parseKey(name);
    if (key === tokenCommandKey) return unsetTokenCommand(context);
    if (isGuardKey(key)) return changeGuard(context, key, undefined);
    await context.settings.file.change((config) => void delete config.defaults[key]);
    context.io.note(sentence('{key} is not set any more', { key }));
  },
};
