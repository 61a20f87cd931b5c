import type { Command } from 'commander';
import { sentence, type Text } from '../../../language/sentence.ts';
import { CliError, exitCodes, usageError } from '../../../errors.ts';
import type { Call, OrderProvider, Pos } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { printPlan } from '../../print-plan.ts';
import { sendJournaled } from '../../../session/journal-change.ts';

export interface DryRun {
  dryRun?: boolean;
}

export const addDryRun = (command: Command): Command =>
  command.option('--dry-run', 'print the request, change nothing');

/**
 * Says whose account it is, and asks on a terminal before a live account (or one not known) loses
 * something or gets another name.
 */
export async function confirmChange(
  context: Context,
  { system, guard }: OrderProvider,
  question: Text,
  { yes, dryRun }: DryRun & { yes?: boolean },
): Promise<void> {
  await guard?.allowChanges();
  const account = await context.account(system);
  account.note();
  const isAsked = yes !== true && dryRun !== true && account.isTest !== true;
  if (!isAsked || !context.io.hasSeat) return;
  if (await context.io.confirm([question, ` (${account.name})`])) return;
  throw usageError(sentence('Not confirmed: nothing was changed.'), { code: 'not_confirmed' });
}

/**
 * Sends a change of a point of sale or a store, and gives its answer. Version 1 of these APIs takes no
 * idempotency keys, so a change is sent once; the journal knows of it as of a request by `api`. With
 * `dryRun` it prints the request, and gives nothing.
 */
export async function sendChange(
  context: Context,
  provider: OrderProvider,
  { method, path, body }: Pick<Call, 'method' | 'path'> & { body?: object },
  { dryRun }: DryRun,
): Promise<string | undefined> {
  const key = context.host.uuid();
  const call: Call = {
    method,
    path,
    idempotencyKey: key,
    repeatable: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const plan = provider.planCall(call);
  if (dryRun === true) {
    await provider.guard?.allow(plan);
    await printPlan(context, plan);
    return undefined;
  }
  const spinner = await context.io.spin(`${method} ${path}`);
  try {
    return await sendJournaled(
      context,
      provider,
      { key, action: 'api', repeatable: false, plan },
      {
        send: () => provider.call(call),
        outcomeOf: () => ({ outcome: 'done' }),
      },
    );
  } finally {
    spinner.stop();
  }
}

/** The POS that is named by its id or its external_id. Throws exit code 5 when there is none. */
export async function findPos(
  context: Context,
  provider: OrderProvider,
  name: string,
): Promise<Pos> {
  const byId = /^\d+$/.test(name);
  let match: Pos | undefined;
  for await (const pos of provider.listPos(byId ? {} : { external_id: name })) {
    if (pos.external_id === name) return pos;
    if (byId && pos.id === name) match = pos;
  }
  if (match !== undefined) return match;
  throw new CliError(
    exitCodes.notFound,
    'pos_not_found',
    sentence('This account has no POS {name}.', { name }),
    {
      next: [context.command('mp-orders pos list')],
    },
  );
}

/** Throws a usage error unless orders can name a POS so (page of `/pos`). */
export function checkExternalId(text: string): void {
  if (/^[A-Za-z0-9]{1,40}$/.test(text)) return;
  throw usageError(sentence('"{text}" cannot name a POS.', { text }), {
    code: 'invalid_pos',
    hint: sentence('Write 1 to {most} letters and digits.', { most: 40 }),
  });
}

export interface PosFields {
  name?: string;
  externalId?: string;
  store?: string;
  fixedAmount?: boolean;
  category?: string;
}

/** The body that says so. Throws a usage error that names the flag. */
export function posBody({ name, externalId, store, fixedAmount, category }: PosFields): object {
  if (externalId !== undefined) checkExternalId(externalId);
  if (name !== undefined && (name.trim() === '' || name.length >= 45)) {
    throw usageError(sentence('--name: a POS has a name of 1 to 44 characters.'));
  }
  if (category !== undefined && !/^\d{1,9}$/.test(category)) {
    throw usageError(sentence('--category: "{category}" is not a number.', { category }), {
      hint: sentence('Write a merchant category code, such as 621102.'),
    });
  }
  return {
    ...(name !== undefined && { name }),
    ...(externalId !== undefined && { external_id: externalId }),
    ...(store !== undefined &&
      (/^\d+$/.test(store) ? { store_id: Number(store) } : { external_store_id: store })),
    ...(fixedAmount !== undefined && { fixed_amount: fixedAmount }),
    ...(category !== undefined && { category: Number(category) }),
  };
}
