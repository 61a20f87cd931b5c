import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import { addExamples } from '../options.ts';
import type { Verb } from '../verb.ts';
import { printSandboxOrder } from './print-sandbox-order.ts';

export interface AddOptions {
  status?: string;
  denies?: boolean;
  delay?: string;
}

export const add: Verb<AddOptions> = {
  define(command: Command) {
    command
      .argument('<system>', 'mercadopago, mollie or vtex')
      .option('--status <status>', 'the status it is in (default: the first of its system)')
      .option('--denies', 'VTEX: its seller says no to a cancellation')
      .option('--delay <duration>', 'VTEX: how long its seller takes to answer (default: 3s)');
    addExamples(command, [
      'mp-orders sandbox add mollie --status shipping',
      'mp-orders sandbox add vtex --status handling --denies --delay 1m',
    ]);
  },

  async run(context, [name = ''], { status, denies, delay }) {
    if ((denies === true || delay !== undefined) && name !== 'vtex') {
      throw usageError('--denies and --delay are about a seller, whom only VTEX asks.', {
        hint: 'Leave them out.',
      });
    }
    const system = await (await context.sandbox()).system(name);
    const { profileName } = context.settings;
    const named = context.isSandbox && profileName !== 'sandbox' ? profileName : undefined;
    const order = await system.add({
      status,
      denies,
      profile: named,
      delayMs: delay === undefined ? undefined : parseDuration(delay).ms,
    });
    await printSandboxOrder(context, name, order);
  },
};
