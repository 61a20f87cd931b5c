import { sentence, type Text } from './language/sentence.ts';
import type { Account } from './session/account.ts';
import { commandLine } from './session/command-line.ts';
import { toolName, withToolName } from './session/tool-name.ts';
import type { Context } from './session/context.ts';
import { exitCodes, type CliError, onlyOrderId } from './errors.ts';
import { topicOf } from './help/error-topics.ts';
import { isWindows } from './windows.ts';
import { isServersWords } from './providers/error-body.ts';
import { madeAt, servedMs } from './providers/mercadopago/ids.ts';
import type { OrderSystem } from './providers/order-system.ts';
import { findSystem } from './providers/systems.ts';

/**
 * An error with what the catalogue says of it in the user's language: what to do about it, and what
 * to type next. What the error says for itself goes first, but for a hint in another language.
 */
export async function explainError(
  context: Context,
  error: CliError,
  id = onlyOrderId(error.facts),
): Promise<CliError> {
  // A document is the same in every language.
  const catalogue = await context.catalogue(context.io.isForProgram ? 'en' : context.language);
  const { facts, texts } = error;
  const system = await systemOf(context, error, id);
  // What is still being worked on is that, and what is refused for now too, whichever status says so.
  const { httpStatus = 0 } = facts;
  const isForNow = error.exitCode === exitCodes.unreachable && [400, 409, 422].includes(httpStatus);
  const status = facts.inFlight === true ? 423 : isForNow ? 425 : facts.httpStatus;
  const precise = await preciseCode(context, error, system, id);
  const code = isForNow && precise === `http_${httpStatus}` ? 'http_425' : precise;
  // An id may have told the system: a command without one must name it.
  const isDefault = system?.name === (await context.system().catch(() => undefined))?.name;
  const withSystem = (line: string) =>
    isDefault ||
    system === undefined ||
    line.includes('--provider') ||
    (id !== undefined && line.includes(id))
      ? line
      : `${line} --provider ${system.name}`;
  // A create that was refused beside an order that is there: that one is to be looked at.
  const isBeside = facts.action === 'create' && id !== undefined;
  const origin = { system: system?.name, action: isBeside ? undefined : facts.action };
  const known = catalogue.hintFor(code, status, origin);
  const advice = known && withToolName(context.host, known);
  // The sandbox's own errors have no HTTP status; what the API means by their code is not meant.
  const isOfSandbox = error.code === 'order_not_found' && facts.httpStatus === undefined;
  // One code for everything that is typed wrong: only the error itself says what would be right.
  const isParticular = isOfSandbox || error.code === 'invalid_usage';
  const isSentence = typeof texts.hint !== 'string'; // a sentence is said in any language
  const isOurs =
    texts.hint !== undefined && (catalogue.language === 'en' || isParticular || isSentence);
  const next =
    facts.next?.map((line) =>
      // Who checks an id knows nothing of this run.
      code === 'invalid_order_id'
        ? context.command(withSystem(line))
        : line.replace(/^mp-orders(?= )/, toolName(context.host)),
    ) ??
    catalogue
      .nextFor(code, status, { id }, origin)
      // The other accounts of the sandbox are there to fail: no order of anybody's is in them.
      .filter((line) => !(context.isSandbox && line.includes('--all-profiles')))
      .map((line) => context.command(withSystem(line)));
  const isTooOld = code === 'order_not_found_too_old';
  const elsewhere = isTooOld ? undefined : await otherAccounts(context, error, system, id);
  // An order system answers in English: people read what that means, and its own words below.
  const isServers = facts.httpStatus !== undefined && isServersWords(error.text);
  const meaning =
    isServers && catalogue.language !== 'en'
      ? catalogue.meaningFor(code, status, origin)
      : undefined;
  const details = [
    ...(texts.details ?? []),
    ...(await triedHost(context, error, system)),
    ...(elsewhere?.details ?? []),
  ];
  const same = {
    next: [...(elsewhere?.next ?? []), ...next],
    help: facts.help ?? topicOf({ code, system: system?.name, isWindows: isOnWindows(context) }),
    cause: error,
  };
  const told = error.with({
    message: meaning ?? error.text,
    details: meaning === undefined ? details : [error.text, ...details],
    hint: isOurs ? texts.hint : (advice ?? texts.hint),
    ...same,
  });
  if (catalogue.language === 'en') return told;
  // Rows are documents, whatever the language of the notes beside them.
  const inEnglish = (await context.catalogue('en')).hintFor(code, status, origin);
  const hint = texts.hint ?? (inEnglish && withToolName(context.host, inEnglish));
  return told.with({ forPrograms: error.with({ details, hint, ...same }) });
}

const isOnWindows = ({ host }: Context): boolean => isWindows(host.platform);

/**
 * Where else an order may be that this account does not have: what the journal knows, and the other
 * profiles that are stored here. Nothing for other errors, and where all of them were asked.
 */
async function otherAccounts(
  context: Context,
  { exitCode, facts }: CliError,
  system: OrderSystem | undefined,
  id: string | undefined,
): Promise<{ details: Text[]; next: string[] }> {
  const isOrder = exitCode === exitCodes.notFound && facts.httpStatus === 404 && id !== undefined;
  // An error that says what to type next knows more: all accounts were asked.
  if (!isOrder || system === undefined || facts.next !== undefined)
    return { details: [], next: [] };
  const meant = system.likelyId?.(id);
  if (meant !== undefined) {
    return {
      details: [sentence('An order id has no I, L or O: {meant} may be meant.', { meant })],
      next: [context.command(`mp-orders get ${meant}`)],
    };
  }
  const { profilesBeside } = await import('./commands/order/shared/seats.ts');
  const { names, ofJournal } = await profilesBeside(context, system, id);
  if (ofJournal !== undefined) {
    const { host, shell } = context;
    const options = { ...context.options, profile: ofJournal, sandbox: undefined };
    const values = { profile: ofJournal };
    return {
      details: [
        sentence('It was created or changed from here with the profile {profile}.', values),
      ],
      next: [commandLine({ host, options, shell }, `mp-orders get ${id}`)],
    };
  }
  // Those of the sandbox are always there, and tell nothing.
  if (names.length === 0 || context.isSandbox) return { details: [], next: [] };
  const values = { count: names.length, title: system.title };
  return {
    details: [
      sentence(
        '{count} other {count|profile|profiles} of {title} {count|is|are} stored here: it may be of {count|that account|one of those accounts}.',
        values,
      ),
    ],
    next: [context.command(`mp-orders find ${id} --all-profiles`)],
  };
}

/**
 * The order system that an error is from: as it tells itself, else the one that the run asked, else
 * the one that it would ask.
 */
async function systemOf(
  context: Context,
  { facts }: CliError,
  id: string | undefined,
): Promise<OrderSystem | undefined> {
  const system = facts.system === undefined ? context.lastSystem : findSystem(facts.system);
  return system ?? context.system(id === undefined ? [] : [id]).catch(() => undefined);
}

/** The order that it is about, when it is one. */
/** Where a request went that reached no server, unless that is where requests go anyway. */
async function triedHost(
  context: Context,
  { code }: CliError,
  system: OrderSystem | undefined,
): Promise<Text[]> {
  if (code !== 'unreachable' && code !== 'untrusted_certificate') return [];
  const { findBaseUrl } = await import('./session/base-url.ts');
  const baseUrl = (await accountOf(context, system))?.baseUrl ?? findBaseUrl(context);
  if (baseUrl === undefined) return [];
  const { url, source } = baseUrl;
  const proxy = await proxyOf(context, url);
  if (proxy === undefined)
    return [sentence('It was looked for at {url} ({source}).', { url, source })];
  const { host, source: named } = proxy;
  const values = { url, source, proxy: host, named };
  return [
    sentence('It was looked for at {url} ({source}), by the proxy {proxy} ({named}).', values),
  ];
}

/** The proxy that a request to there goes through, without its password. */
async function proxyOf(context: Context, url: string) {
  const { networkSettings } = await import('./session/network.ts');
  const { proxyFor } = await networkSettings(context).catch(() => ({ proxyFor: undefined }));
  const proxy = proxyFor?.(new URL(url));
  return proxy && { host: proxy.url.host, source: proxy.source };
}

/** Undefined where no account is signed in, or none is known. */
const accountOf = async (
  context: Context,
  system: OrderSystem | undefined,
): Promise<Account | undefined> =>
  system === undefined ? undefined : context.accountAtHand(system).catch(() => undefined);

/** Of an order that was not found the id tells more: whose it may be, and how old it is. */
async function preciseCode(
  context: Context,
  error: CliError,
  system: OrderSystem | undefined,
  id: string | undefined,
): Promise<string> {
  if (error.facts.explained !== undefined) return 'refused_after_loss';
  if (id === undefined) return error.code;
  if (error.code !== 'order_not_found' || error.facts.httpStatus !== 404) return error.code;
  const account = (await accountOf(context, system))?.stored;
  const isTestOrder = id.startsWith('ORDTST');
  if (isTestOrder && account?.test === false) return 'order_not_found_test_order';
  if (!isTestOrder && account?.test === true) return 'order_not_found_live_order';
  const at = madeAt(id);
  const age = at === undefined ? 0 : context.now().getTime() - at;
  return age > servedMs ? 'order_not_found_too_old' : error.code;
}
