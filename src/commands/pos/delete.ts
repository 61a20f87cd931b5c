import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';
import {
  addDryRun,
  confirmChange,
  type DryRun,
  findPos,
  sendChange,
} from './shared/send-change.ts';

export const remove: Verb<DryRun & { yes?: boolean }> = {
  define(command: Command) {
    command
      .argument('<pos>', 'its id or its external_id (`pos list`)')
      .option('-y, --yes', 'do not ask for confirmation');
    addDryRun(command);
    addExamples(command, ['mp-orders pos delete COUNTER2', 'mp-orders pos delete 1234 --yes']);
  },

  async run(context, [name = ''], options) {
    const provider = await context.provider({ needs: ['pos'] });
    const { id, external_id } = await findPos(context, provider, name);
    const pos = external_id ?? id;
    const question = sentence('Delete POS {pos}? Its printed code will take no more payments.', {
      pos,
    });
    await confirmChange(context, provider, question, options);
    const change = { method: 'DELETE', path: `/pos/${id}` } as const;
    if ((await sendChange(context, provider, change, options)) === undefined) return;
    context.io.note(sentence('POS {pos} is deleted.', { pos }));
  },
};
