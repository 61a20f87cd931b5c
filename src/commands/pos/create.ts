import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import type { Verb } from '../verb.ts';
import { printPos } from './shared/print-pos.ts';
import {
  addDryRun,
  checkExternalId,
  type DryRun,
  posBody,
  type PosFields,
  sendChange,
} from './shared/send-change.ts';

export const create: Verb<Omit<PosFields, 'externalId'> & DryRun> = {
  define(command: Command) {
    command
      .argument('<external_id>', 'the name that orders give it: 1 to 40 letters and digits')
      .option('--name <name>', 'what people call it (default: the external_id)')
      .option('--store <id>', 'its store, by id or external_id (`store list`)')
      .option('--fixed-amount', 'the customer cannot change the amount')
      .option('--category <mcc>', 'merchant category code');
    addDryRun(command);
    addExamples(command, [
      'mp-orders pos create COUNTER2 --name Counter2 --store SHOP1 --fixed-amount',
      'mp-orders pos create COUNTER2 --sandbox',
    ]);
  },

  async run(context, [externalId = ''], options) {
    checkExternalId(externalId);
    const body = posBody({ ...options, name: options.name ?? externalId, externalId });
    const provider = await context.provider({ needs: ['pos'] });
    (await context.account(provider.system)).note();
    const change = { method: 'POST', path: '/pos', body } as const;
    const answer = await sendChange(context, provider, change, options);
    if (answer !== undefined) await printPos(context, answer);
  },
};
