import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';
import { printPos } from './shared/print-pos.ts';
import {
  addDryRun,
  confirmChange,
  type DryRun,
  findPos,
  posBody,
  type PosFields,
  sendChange,
} from './shared/send-change.ts';

export const update: Verb<PosFields & DryRun & { yes?: boolean }> = {
  define(command: Command) {
    command
      .argument('<pos>', 'its id or its external_id (`pos list`)')
      .option('--external-id <name>', 'the name that orders give it: 1 to 40 letters and digits')
      .option('--name <name>', 'what people call it')
      .option('--store <id>', 'its store, by id or external_id')
      .option('--fixed-amount', 'the customer cannot change the amount')
      .option('--category <mcc>', 'merchant category code')
      .option('-y, --yes', 'do not ask for confirmation');
    addDryRun(command);
    addExamples(command, [
      'mp-orders pos update 1234 --external-id COUNTER1',
      'mp-orders pos update COUNTER1 --name Counter1',
    ]);
  },

  async run(context, [name = ''], options) {
    const body = posBody(options);
    if (Object.keys(body).length === 0) {
      throw usageError(sentence('There is nothing to change.'), {
        hint: sentence(
          'Say what to change: --external-id, --name, --store, --fixed-amount or --category.',
        ),
      });
    }
    const provider = await context.provider({ needs: ['pos'] });
    const { id, external_id } = await findPos(context, provider, name);
    await confirmChange(
      context,
      provider,
      sentence('Change POS {pos}?', { pos: external_id ?? id }),
      options,
    );
    const change = { method: 'PUT', path: `/pos/${id}`, body } as const;
    const answer = await sendChange(context, provider, change, options);
    if (answer !== undefined) await printPos(context, answer);
  },
};
