import { CliError, usageError } from '../errors.ts';
import { sentence, type Text } from '../language/sentence.ts';
import { difference } from '../orders/money.ts';
import type { Order } from '../orders/order.ts';
import type { MoneyEffect } from '../providers/money-effect.ts';
import type { Guard, OrderProvider, PlannedRequest } from '../providers/order-system.ts';
import { isSandboxProfile } from '../settings/settings.ts';
import {
  namelessRails,
  namesAnAccount,
  readGuardRails,
  type Ceilings,
  type GuardRails,
} from './guard-rails.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { moneyBack } from '../terminal/money-back.ts';
import type { Account } from './account.ts';
import type { Run } from './run.ts';

/** How the config begins the name of an account: the sandbox's are others than those of the same id. */
const guardPrefix = (run: Run, system: string): string =>
  `${isSandboxProfile(run.settings.profileName) ? 'sandbox/' : ''}${system}:`;

/**
 * The name under which the config keeps the guard rails of an account: the account's own id at its
 * order system, from any profile or variable. Asks who it is where the keys do
 * not tell. Throws what comes of that.
 */
export async function guardName(
  run: Run,
  account: Account,
  whoami: () => Promise<{ id: string }>,
): Promise<string> {
  const id = account.idOfKeys ?? account.stored?.id ?? (await whoami()).id;
  return `${guardPrefix(run, account.system.name)}${id}`;
}

/**
 * The guard of an account whose system has guard rails in the config; undefined where there are none.
 * A config that cannot be read may hold some: then nothing is changed but in the sandbox.
 */
export function guardOf(
  run: Run,
  account: Account,
  { client, baseUrl }: { client: OrderProvider; baseUrl: string },
): AccountGuard | undefined {
  const { settings, isSandbox } = run;
  if (settings.problem !== undefined) {
    return isSandbox ? undefined : new AccountGuard(run, account, client, baseUrl);
  }
  const prefix = guardPrefix(run, account.system.name);
  const names = Object.keys(settings.config.guards ?? {});
  const isGuarded =
    names.some((name) => name.startsWith(prefix)) ||
    (!isSandbox && names.some((name) => !namesAnAccount(name)));
  return isGuarded ? new AccountGuard(run, account, client, baseUrl) : undefined;
}

type GuardedRequest = Pick<PlannedRequest, 'method' | 'url' | 'body'>;

interface Measure {
  amount: string | undefined;
  currency: string | undefined;
}

class AccountGuard implements Guard {
  constructor(
    private readonly run: Run,
    private readonly account: Account,
    /** Reads alone are asked of it. */
    private readonly client: OrderProvider,
    private readonly baseUrl: string,
  ) {}

  async allowChanges(): Promise<void> {
    const rails = await this.#rails();
    if (rails?.read_only !== true) return;
    throw this.#refusal('account_read_only', 'read-only', (of) =>
      sentence('Nothing was sent: account {id} of {system} is read-only here.', of),
    );
  }

  /** Of whole refunds that were let through and not sent yet: their orders are not read again. */
  readonly #measured = new Map<string, Measure>();

  async allow({ method, url, body }: GuardedRequest): Promise<void> {
    if (method === 'GET') return;
    await this.allowChanges();
    const { max_order, max_refund } = (await this.#rails()) ?? {};
    if (max_order === undefined && max_refund === undefined) return;
    const path = url.slice(this.baseUrl.replace(/\/$/, '').length).replace(/\?.*$/s, '');
    const { system } = this.account;
    const moved = (await system.moneyEffect?.({ method, path, body })) ?? { kind: 'unclear' };
    if (moved.kind === 'none') return;
    if (moved.kind === 'unclear') {
      const setting = max_order === undefined ? 'max-refund' : 'max-order';
      throw this.#refusal('ceiling_unclear', setting, (of) =>
        sentence(
          'Nothing was sent: account {id} of {system} has a ceiling, and it is not known how much {request} moves.',
          { ...of, request: `${method} ${cleanValue(path)}` },
        ),
      );
    }
    if (moved.kind === 'order') await this.#hold(max_order, 'max-order', moved);
    else await this.#hold(max_refund, 'max-refund', moved);
  }

  /** Throws unless the amount is within the ceiling of its currency. */
  async #hold(
    ceilings: Ceilings | undefined,
    setting: Setting,
    moved: Exclude<MoneyEffect, { kind: 'none' | 'unclear' }>,
  ): Promise<void> {
    if (ceilings === undefined) return;
    const { amount, currency } = await this.#measure(moved);
    if (amount === undefined) {
      throw this.#refusal('ceiling_unclear', setting, (of) =>
        sentence(
          'Nothing was sent: account {id} of {system} has a ceiling, and the order does not tell its amount.',
          of,
        ),
      );
    }
    const amountText = cleanValue(amount);
    if (currency === undefined) {
      throw this.#refusal('ceiling_unclear', setting, (of) =>
        sentence(
          'Nothing was sent: account {id} of {system} has a ceiling, and the currency of {amount} is not told.',
          { ...of, amount: amountText },
        ),
      );
    }
    const most = Object.hasOwn(ceilings, currency) ? ceilings[currency] : undefined;
    if (most === undefined) {
      const currencies = Object.keys(ceilings).join(', ');
      throw this.#refusal('ceiling_unclear', setting, (of) =>
        sentence(
          'Nothing was sent: account {id} of {system} has a ceiling for {currencies} alone, and this is in {currency}.',
          { ...of, currencies, currency: cleanValue(currency) },
        ),
      );
    }
    if (difference(most, amount)?.startsWith('-') === false) return;
    throw this.#refusal('above_ceiling', setting, (of) => {
      const facts = { ...of, amount: amountText, currency, most };
      return setting === 'max-order'
        ? sentence(
            'Nothing was sent: an order of {amount} {currency} is above the ceiling of account {id} of {system}, {most} {currency}.',
            facts,
          )
        : sentence(
            'Nothing was sent: a refund of {amount} {currency} is above the ceiling of account {id} of {system}, {most} {currency}.',
            facts,
          );
    });
  }

  async #measure(moved: Exclude<MoneyEffect, { kind: 'none' | 'unclear' }>): Promise<Measure> {
    if (moved.kind !== 'rest') {
      return { amount: moved.amount, currency: moved.currency ?? (await this.#currency()) };
    }
    const known = this.#measured.get(moved.order);
    if (known !== undefined) return known;
    const order = await this.client.get(moved.order);
    const currency = order.currency ?? (await this.#currency());
    const measure = { amount: restOf(order), currency };
    this.#measured.set(moved.order, measure);
    return measure;
  }

  /** Lets a request through that is sent at once. */
  async release(request: GuardedRequest): Promise<void> {
    await this.allow(request);
    for (const order of this.#measured.keys()) {
      if (request.url.includes(order)) this.#measured.delete(order);
    }
  }

  #read: Promise<GuardRails | undefined> | undefined;

  /** Those of this account; none where it has none. Throws where they cannot be read. */
  #rails(): Promise<GuardRails | undefined> {
    const read = async () => {
      const { guards = {} } = this.run.settings.config;
      const nameless = Object.keys(guards).find((name) => !namesAnAccount(name));
      if (nameless !== undefined && !this.run.isSandbox) throw namelessRails(nameless);
      const name = await guardName(this.run, this.account, () => this.#whoami());
      this.#id = name.slice(name.indexOf(':') + 1);
      return Object.hasOwn(guards, name) ? readGuardRails(name, guards[name]) : undefined;
    };
    this.#read ??= read();
    return this.#read;
  }

  #who: ReturnType<OrderProvider['whoami']> | undefined;

  #whoami(): ReturnType<OrderProvider['whoami']> {
    this.#who ??= this.client.whoami();
    return this.#who;
  }

  /** The one currency of the account's orders, where it has one. */
  async #currency(): Promise<string | undefined> {
    return this.account.system.currencyOf?.(await this.#whoami());
  }

  #id = '';

  #refusal(
    code: string,
    setting: Setting | 'read-only',
    say: (of: { id: string; system: string }) => Text,
  ): CliError {
    const of = { id: cleanValue(this.#id), system: this.account.system.title };
    const next = [this.run.command(`mp-orders config get ${setting}`)];
    return usageError(say(of), { code, next });
  }
}

type Setting = 'max-order' | 'max-refund';

/**
 * What a whole refund gives back at most: what is left of what was paid. Nothing where all went back
 * already; where the order does not tell what was paid, all that it is of.
 */
function restOf(order: Order): string | undefined {
  const { paid, left, isAll } = moneyBack(order);
  if (isAll) return '0';
  return left ?? paid ?? order.total_amount;
}

/**
 * The same client, whose changes are let through by the guard: even where a command forgot to ask, what
 * the guard rails refuse never leaves.
 */
export function guarded(client: OrderProvider, guard: AccountGuard | undefined): OrderProvider {
  if (guard === undefined) return client;
  return {
    ...client,
    guard,
    async create(body, change) {
      await guard.release(client.planCreate(body, change));
      return client.create(body, change);
    },
    async cancel(id, request) {
      await guard.allowChanges();
      return client.cancel(id, request);
    },
    async refund(id, parts, change) {
      await guard.release(client.planRefund(id, parts, change));
      return client.refund(id, parts, change);
    },
    async call(call) {
      await guard.release(client.planCall(call));
      return client.call(call);
    },
  };
}

const refusals: readonly string[] = [
  'account_read_only',
  'above_ceiling',
  'ceiling_unclear',
  'guard_rails_unreadable',
];

/** Whether it is the guard rails that stopped a change. */
export const isHeldByGuard = (error: unknown): boolean =>
  error instanceof CliError && refusals.includes(error.code);
