import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { usageError } from '../../errors.ts';
import type { WebhookChange, SentWebhook } from '../../sandbox/webhooks/webhooks.ts';
import type { Context } from '../../session/context.ts';
import { addExamples } from '../../help/layout.ts';
import {
  addColumnOptions,
  readColumns,
  type ChosenColumns,
  type ColumnFlags,
} from '../chosen-columns.ts';
import { collect } from '../options.ts';
import { printList } from '../print-list.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { findSecret } from '../webhook/shared/secret.ts';
import { ofServed, sandboxControl } from './control.ts';

const usual = ['at', 'order', 'action', 'url', 'attempt', 'status', 'error', 'next', 'fault'];
const columns = { usual, all: usual };

interface WebhooksOptions extends ColumnFlags {
  off?: boolean;
  secret?: string;
  as?: string[];
  fault?: string[];
}

export const webhooks: Verb<WebhooksOptions> = {
  define(command: Command) {
    command
      .argument(
        '[url]',
        'where Mercado Pago’s notifications go from now on; lists them when left out',
      )
      .option('--off', 'nowhere from now on')
      .option('--secret <source>', '- reads the secret from stdin (default: it stays as it is)')
      .option(
        '--as <way>',
        'how they are written: lower-id, seconds, unsigned, thin; may repeat',
        collect,
      )
      .option(
        '--fault <fault>',
        'late:30s, twice, out-of-order, never, forged or wrong-secret; may repeat',
        collect,
      );
    addColumnOptions(command).addHelpText('after', ofServed);
    addExamples(command, [
      'mp-orders sandbox webhooks --base-url http://127.0.0.1:4010',
      'mp-orders sandbox webhooks http://127.0.0.1:3000/hook --as seconds --base-url http://127.0.0.1:4010',
      'mp-orders sandbox webhooks --off --base-url http://127.0.0.1:4010',
    ]);
  },

  async run(context, [url], { off, secret: source, as, fault: faults, ...flags }) {
    const chosen = readColumns(context, flags, columns);
    if (off === true && (url ?? source ?? as ?? faults) !== undefined) {
      throw usageError(sentence('--off ends the notifications: no other option goes with it.'));
    }
    const secret = source === undefined ? undefined : await findSecret(context, { secret: source });
    const change: WebhookChange = {
      ...(off === true ? { url: null } : url !== undefined && { url }),
      ...(secret !== undefined && { secret }),
      ...(as !== undefined && { as }),
      ...(faults !== undefined && { faults }),
    };
    if (Object.keys(change).length === 0) return listSent(context, chosen);
    const control = await sandboxControl(context);
    const setting = await control.setWebhooks(change);
    if (setting.secret !== undefined) context.io.reveal(setting.secret);
    const { url: now, secret: newSecret } = setting;
    const lines = [
      now === undefined
        ? context.say('Webhooks go nowhere.')
        : context.say('Webhooks go to {url}.', { url: now }),
      ...(newSecret === undefined
        ? []
        : [
            context.say('They are signed with MP_ORDERS_WEBHOOK_SECRET={secret}', {
              secret: newSecret,
            }),
          ]),
    ];
    await printResult(context, {
      json: JSON.stringify(setting),
      text: () => lines.join('\n'),
    });
  },
};

/** The last attempts to send notifications. */
async function listSent(context: Context, chosen: ChosenColumns | undefined): Promise<void> {
  const control = await sandboxControl(context);
  const sent = await control.sentWebhooks();
  async function* all() {
    yield* sent;
  }
  const count = await printList<SentWebhook>(context, all(), Infinity, {
    json: (one) => JSON.stringify(one),
    chosen,
    columns: ['At', 'Order', 'Action', 'URL', 'Attempt', 'Status', 'Again', 'Fault'],
    cells: ({ at, order, action, url, attempt, status, error, next, fault }) => [
      at,
      order,
      action,
      url,
      String(attempt + 1),
      status === undefined ? error : String(status),
      next,
      fault,
    ],
  });
  if (count === 0) context.io.note(sentence('No webhooks were sent yet.'));
}
