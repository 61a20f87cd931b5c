import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { ChoiceArgument } from '../options.ts';
import { printResult } from '../print.ts';
import { sandboxControl } from './control.ts';
import type { Verb } from '../verb.ts';

export const pos: Verb = {
  define(command: Command) {
    command
      .addArgument(new ChoiceArgument('<action>', ['add'], 'add'))
      .argument('<external_id>', 'the name that orders give it: letters and digits');
    addExamples(command, [
      'mp-orders sandbox pos add COUNTER2',
      'mp-orders sandbox pos add COUNTER2 --profile sandbox-br',
    ]);
  },

  async run(context, [action = '', externalId = '']) {
    if (action !== 'add') {
      throw usageError(sentence('There is no "sandbox pos {action}".', { action }), {
        hint: sentence('Write: sandbox pos add <external_id>.'),
      });
    }
    const profile = context.isSandbox ? context.settings.profileName : undefined;
    const control = await sandboxControl(context);
    const added = await control.addPos({ external_id: externalId, profile });
    await printResult(context, { json: JSON.stringify(added), text: () => externalId });
  },
};
