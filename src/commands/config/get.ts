import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { CliError, exitCodes } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { shownGuard } from './guard.ts';
import { isGuardKey, keyArgument, parseKey, shownDefaults } from './keys.ts';

export const get: Verb = {
  define(command: Command) {
    command.addArgument(keyArgument());
    addExamples(command, ['mp-orders config get pos']);
  },

  async run(context, [name = '']) {
    const key = parseKey(name);
    const value = isGuardKey(key) ? await shownGuard(context, key) : shownDefaults(context)[key];
    if (value === undefined) {
      throw new CliError(exitCodes.notFound, 'not_set', sentence('{key} is not set.', { key }), {
        next: [`mp-orders config set ${key} …`],
      });
    }
    await printResult(context, { json: JSON.stringify({ [key]: value }), text: () => value });
  },
};
