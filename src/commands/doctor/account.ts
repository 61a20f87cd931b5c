import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, canGoOnAfter, exitCodes } from '../../errors.ts';
import { explainError } from '../../explain-error.ts';
import type { Account } from '../../orders/order.ts';
import { spellDuration } from '../../orders/duration.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import type { Proxy } from '../../providers/transport/proxy.ts';
import type { Account as SessionAccount } from '../../session/account.ts';
import { networkSettings } from '../../session/network.ts';
import type { Context } from '../../session/context.ts';
import { accountWords } from '../auth/account-words.ts';
import { railsOfAccount } from '../config/guard.ts';
import { look, ok, skipped, wrong, type Check } from './check.ts';
import { joinTexts } from '../../language/list.ts';

/** What takes a request: the way to the order system, whose token this is, and what it can be used for. */
export async function accountChecks(context: Context): Promise<Check[]> {
  const found = await attempt(() => context.provider({ notesOpen: false }));
  const known = await attempt(async () => context.account(await context.system()));
  const token =
    'error' in known && 'error' in found
      ? wrong('token', found.error.text, await todoOf(context, found.error))
      : undefined;
  const account = 'value' in known ? known.value : await strangerTo(context, known.error);
  if (account === undefined) return unseen({ token });
  const way = await wayOf(context, account);
  if ('fault' in way) return unseen({ [way.fault?.name ?? '']: way.fault, token });
  const { host, proxy } = way;
  const provider = 'value' in found ? found.value : await clientOf(context, account);
  const spinner = await context.io.spin(
    token === undefined
      ? sentence('Asking whose account this is')
      : sentence('Checking the connection'),
  );
  const reply = await attempt(() => provider.whoami()).finally(() => spinner.stop());
  const error = 'error' in reply ? reply.error : undefined;
  const isAnswered = error === undefined || isFromSystem(error);
  return [
    ...(await wayChecks(context, { host, proxy, error: isAnswered ? undefined : error })),
    token ??
      ('value' in reply
        ? await tokenCheck(context, provider, reply.value)
        : isAnswered && error !== undefined
          ? wrong('token', error.text, await todoOf(context, error))
          : notSeen('token')),
    clockCheck(provider, host),
    ...(token !== undefined
      ? [notSeen('pos')]
      : 'value' in reply
        ? [...(await guardChecks(context, reply.value.id)), ...(await posChecks(context, provider))]
        : []),
  ];
}

const notSeen = (name: string): Check =>
  name === 'token'
    ? skipped(name, sentence('It could not be checked whose it is.'))
    : skipped(name, sentence('It could not be checked.'));

/** What is listed where nothing could be asked: what was seen of it, and the rest as skipped. */
const unseen = (seen: Readonly<Record<string, Check | undefined>>): Check[] =>
  ['proxy', 'network', 'certificate', 'token', 'clock', 'pos'].flatMap(
    (name) => seen[name] ?? (name === 'certificate' ? [] : notSeen(name)),
  );

/** The account of nobody, with no key to show: whatever answers it says that the way is free, and what time it is. */
async function strangerTo(context: Context, error: CliError): Promise<SessionAccount | undefined> {
  if (error.exitCode !== exitCodes.notSignedIn) return undefined;
  const system = await context.system();
  const keys = Object.fromEntries(system.secrets.map(({ name }) => [name, '']));
  const { Account } = await import('../../session/account.ts');
  const { profileName: profile } = context.settings;
  return new Account(context, system, { keys, source: '', profile });
}

async function clientOf(context: Context, account: SessionAccount): Promise<OrderProvider> {
  const { connect } = await import('../../session/connect.ts');
  return connect(context, account);
}

/** An answer came, and not from the order system. */
const ofTheWay = ['refused_on_the_way', 'unexpected_answer', 'unexpected_redirect'];

/** Whether the order system itself said no. */
const isFromSystem = ({ facts, code }: CliError): boolean =>
  facts.httpStatus !== undefined && !ofTheWay.includes(code);

/** What the account is held by, where it is: it stops changes that nothing else is wrong with. */
async function guardChecks(context: Context, id: string): Promise<Check[]> {
  const rails = await railsOfAccount(context, id);
  if (rails === undefined) {
    const message = sentence('The guard rails of this account cannot be read: nothing is changed.');
    return [wrong('guard rails', message, context.command('mp-orders config path'))];
  }
  if (rails.length === 0) return [];
  return [
    ok('guard rails', sentence('This account is held by: {rails}.', { rails: rails.join('; ') })),
  ];
}

async function attempt<T>(act: () => Promise<T>): Promise<{ value: T } | { error: CliError }> {
  try {
    return { value: await act() };
  } catch (error) {
    if (canGoOnAfter(error)) return { error };
    throw error;
  }
}

/** What the catalogue says to do about an error, as the error itself would tell it. */
async function todoOf(context: Context, error: CliError): Promise<Text | undefined> {
  const { facts, texts } = await explainError(context, error);
  const { hint } = texts;
  const next = (facts.next ?? []).filter((line) => !/ doctor\b/.test(line)); // that is what runs
  const parts = [...(hint === undefined ? [] : [hint]), ...next];
  return parts.length === 0 ? undefined : joinTexts(parts, ' ');
}

/** Where requests go and by which proxy, or the row of what makes that impossible. */
async function wayOf(
  context: Context,
  account: SessionAccount,
): Promise<{ host: string | undefined; proxy: Proxy | undefined } | { fault: Check | undefined }> {
  const at = await attempt(() => Promise.resolve().then(() => account.host));
  if ('error' in at) {
    const { error } = at;
    // The host of whom nobody knows, which is not the host's fault.
    if (error.code === 'missing_account') return { fault: undefined };
    return { fault: wrong('network', error.text, await todoOf(context, error)) };
  }
  const host = at.value;
  if (host === undefined) return { host, proxy: undefined };
  const by = await attempt(async () => (await networkSettings(context)).proxyFor?.(new URL(host)));
  if (!('error' in by)) return { host, proxy: by.value };
  const { error } = by;
  const row = error.code === 'invalid_ca_file' ? 'certificate' : 'proxy';
  return { fault: wrong(row, error.text, await todoOf(context, error)) };
}

/** What a connection needs, one after the other: a proxy, the name, a server, a certificate that is trusted. */
async function wayChecks(
  context: Context,
  {
    host,
    proxy,
    error,
  }: { host: string | undefined; proxy: Proxy | undefined; error: CliError | undefined },
): Promise<Check[]> {
  if (host === undefined)
    return [ok('network', sentence('None is needed: the sandbox answers in this process.'))];
  const { hostname, protocol } = new URL(host);
  const reason = joinTexts(error?.sentences ?? [], ' ');
  if (error !== undefined && isOfProxy(error))
    return [wrong('proxy', reason, await todoOf(context, error)), notSeen('network')];
  const by = ok(
    'proxy',
    proxy === undefined
      ? sentence('None is used.')
      : sentence('{host}, by {source}.', { host: proxy.url.host, source: proxy.source }),
  );
  const found = ok('dns', sentence('{hostname} is found.', { hostname }));
  if (error === undefined)
    return [
      ...[by, found, ok('network', sentence('{host} answers.', { host }))],
      ...(protocol === 'https:'
        ? [ok('certificate', sentence('The certificate of {hostname} is trusted.', { hostname }))]
        : []),
    ];
  const todo = await todoOf(context, error);
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(codeOf(error))) {
    return [
      ...[by, wrong('dns', reason, todo)],
      skipped('network', sentence('The host has no address here.')),
    ];
  }
  if (error.code === 'untrusted_certificate' || error.code === 'sandbox_authority')
    return [by, found, wrong('certificate', reason, todo)];
  return [by, wrong('network', reason, todo)];
}

/** Whether it was the proxy that could not be reached, or that let nothing through. */
const isOfProxy = ({ code, facts }: CliError): boolean =>
  code === 'proxy_auth_required' ||
  (facts.help === 'proxies' && ['unreachable', 'untrusted_certificate'].includes(code));

/** The code of what went wrong below: `ENOTFOUND`. */
function codeOf(error: unknown): string {
  for (let cause: unknown = error, depth = 0; depth < 8 && cause instanceof Error; depth += 1) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
    ({ cause } = cause);
  }
  return '';
}

async function tokenCheck(
  context: Context,
  { system }: OrderProvider,
  account: Account,
): Promise<Check> {
  const { source, profile } = await context.account(system);
  // VTEX has no test mode, and no sandbox takes money.
  const test = source === 'built in' || account.test;
  const isOfProfile = source === 'built in' || source.startsWith('profile');
  const from = isOfProfile
    ? source === 'built in'
      ? sentence('this tool itself')
      : source
    : sentence('{source}, which takes precedence over profile {profile}', { source, profile });
  const message = sentence('{title}: {words}; token from {from}.', {
    title: system.title,
    words: accountWords({ ...account, test }),
    from,
  });
  return test === false
    ? look('token', message, sentence('Orders of it take real money.'))
    : ok('token', message);
}

function clockCheck({ clock, system }: OrderProvider, host: string | undefined): Check {
  if (clock === undefined)
    return ok('clock', sentence('The sandbox goes by this machine’s clock.'));
  if (host === undefined || !clock.isKnown)
    return skipped('clock', sentence('No answer said what time it is there.'));
  const { aheadMs } = clock;
  if (aheadMs === 0)
    return ok(
      'clock',
      sentence('Within five minutes of that of {title}.', { title: system.title }),
    );
  const { title } = system;
  const message =
    aheadMs > 0
      ? sentence('This machine’s clock is {span} behind that of {title}.', {
          span: spellDuration(aheadMs),
          title,
        })
      : sentence('This machine’s clock is {span} ahead of that of {title}.', {
          span: spellDuration(-aheadMs),
          title,
        });
  return wrong(
    'clock',
    message,
    sentence('Set it: how old a request is, and whether its key still holds, goes by it.'),
  );
}

async function posChecks(context: Context, provider: OrderProvider): Promise<Check[]> {
  if (provider.system.cannot.pos !== undefined) return [];
  const read = await attempt(async () => {
    let [all, unnamed] = [0, 0];
    for await (const { external_id } of provider.listPos({ onOdd: () => undefined })) {
      all += 1;
      if (external_id === undefined) unnamed += 1;
    }
    return { all, unnamed };
  });
  if ('error' in read) return [wrong('pos', read.error.text, await todoOf(context, read.error))];
  const { all, unnamed } = read.value;
  const list = context.command('mp-orders pos list');
  if (all === 0)
    return [
      wrong('pos', sentence('The account has no point of sale, and an order names one.'), list),
    ];
  if (unnamed === 0) {
    return [
      ok(
        'pos',
        sentence('{count} {count|point|points} of sale; every one has an external_id.', {
          count: all,
        }),
      ),
    ];
  }
  const message = sentence(
    '{unnamed} of {count} {count|point|points} of sale without an external_id: no order can name it.',
    { unnamed, count: all },
  );
  return [unnamed === all ? wrong('pos', message, list) : look('pos', message, list)];
}
