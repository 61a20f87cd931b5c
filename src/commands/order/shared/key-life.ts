import { sentence } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError } from '../../../errors.ts';
import type { TimedRequest } from '../../../journal/journal.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { OrderProvider, OrderSystem } from '../../../providers/order-system.ts';

/** Clocks differ, and a request takes its time with all its retries. */
const marginMs = 10 * 60_000;

/** When a request was sent: by our clock and, where that was known to be wrong, by the provider's. */
type SentTimes = Pick<TimedRequest, 'at' | 'provider_at'> & Partial<Pick<TimedRequest, 'method'>>;

/** What time it is, in ms since 1970. Made by `keyTimes`. */
export interface KeyTimes {
  here: number;
  /** What the provider's answers say that it is there: nothing, or several where they disagree. */
  there: readonly number[];
}

/**
 * Whether the provider surely knows the key still of a request that was sent so. Every clock must say
 * so, ours and the provider's: sent again under a key that is forgotten, it would be carried out
 * twice. A time that has not come yet tells that a clock was wrong, and nothing else.
 */
export function isKeyKnown(
  system: OrderSystem,
  action: string,
  sent: SentTimes,
  times: KeyTimes,
): boolean {
  const lifetime = lifetimeOf(system, action, sent);
  return agesOf(sent, times).every((age) => age > -marginMs && age < lifetime - marginMs);
}

/**
 * Until when the key of a request is surely known, in ms since 1970 by our clock, as far as this run can
 * tell: of one that was sent before, or of one that is sent now. Undefined where there are no keys.
 */
export function keyUntil(
  context: Context,
  provider: OrderProvider,
  action: string,
  sent?: SentTimes,
): number | undefined {
  const lifetime = lifetimeOf(provider.system, action, sent ?? { at: '' });
  if (lifetime === 0) return undefined;
  const times = timesNow(context, provider);
  const age = sent?.at === undefined || sent.at === '' ? 0 : Math.max(0, ...agesOf(sent, times));
  return times.here + lifetime - marginMs - age;
}

/** Whether the key's time is surely over, by every clock: what has not been seen by now never comes. */
export function isKeyOver(
  system: OrderSystem,
  action: string,
  sent: SentTimes,
  times: KeyTimes,
): boolean {
  const lifetime = lifetimeOf(system, action, sent);
  return agesOf(sent, times).every((age) => age >= lifetime - marginMs);
}

/** A request of `api` has the key of its method, where the system honours one. */
function lifetimeOf(
  { keyLifetimeMs, callKeys }: OrderSystem,
  action: string,
  { method = '' }: SentTimes,
): number {
  if (action === 'api')
    return callKeys?.methods.includes(method) === true ? callKeys.lifetimeMs : 0;
  const lifetimes: Readonly<Record<string, number>> = keyLifetimeMs;
  return lifetimes[action] ?? 0;
}

/** How old the request is, in ms, as each clock has it. */
const agesOf = ({ at, provider_at = at }: SentTimes, { here, there }: KeyTimes): number[] => [
  here - Date.parse(at),
  ...there.map((reading) => reading - Date.parse(provider_at)),
];

/**
 * What time it is, to judge the keys of requests by (`isKeyKnown`). Where only our own clock could
 * tell, and would say that the key is known, the provider is asked first, by a request that changes
 * nothing; says once where the two clocks differ. Throws CliError, exit 7, when no server could be asked.
 */
export async function keyTimes(
  context: Context,
  provider: OrderProvider,
  action: string,
  sendings: readonly SentTimes[],
  { mayAsk = true }: { mayAsk?: boolean } = {},
): Promise<KeyTimes> {
  const { clock, system } = provider;
  if (clock === undefined || sendings.length === 0) return timesNow(context, provider);
  const ours = { here: context.now().getTime(), there: [] };
  const known = sendings.filter((sent) => isKeyKnown(system, action, sent, ours));
  if (mayAsk && known.some(({ at }) => isWorthAsking(context, at))) {
    await clock.learn(() => provider.whoami().catch(rethrowUnlessAnswered));
  }
  const { aheadMs } = clock;
  if (aheadMs !== 0) {
    context.io.noteOnce(
      aheadMs > 0
        ? sentence(
            'The clock here is {span} behind that of {title}: set it. Whether a key is still known goes by theirs.',
            { span: spellDuration(aheadMs), title: system.title },
          )
        : sentence(
            'The clock here is {span} ahead of that of {title}: set it. Whether a key is still known goes by theirs.',
            { span: spellDuration(-aheadMs), title: system.title },
          ),
    );
  }
  return timesNow(context, provider);
}

/** What time it is by the clocks that this run knows so far. */
export const timesNow = (context: Context, { clock }: OrderProvider): KeyTimes => ({
  here: context.now().getTime(),
  there: clock?.readings() ?? [],
});

/**
 * How long ago a request was sent, in ms: by the clock that has it the youngest. A time that has not
 * come yet tells that a clock was wrong, and nothing else: then it is as old as the first look at it.
 */
export function surelyAgoMs(
  context: Context,
  provider: OrderProvider,
  sent: SentTimes,
  looks: readonly string[] = [],
): number {
  const times = timesNow(context, provider);
  const age = Math.min(...agesOf(sent, times));
  if (age > -marginMs) return age;
  return Math.max(age, ...looks.map((at) => times.here - Date.parse(at)));
}

/**
 * Whether the clock here was ahead when a request was sent, by what the provider's answers say now: its
 * time has not come there either. That our own clock is behind now is no such case.
 */
export function wasAhead(
  context: Context,
  provider: OrderProvider,
  { at, provider_at = at }: SentTimes,
): boolean {
  const { there } = timesNow(context, provider);
  const sent = Date.parse(provider_at);
  return there.length > 0 && there.every((reading) => reading < sent - marginMs);
}

/** A request that is younger was sent a moment ago, or the clock was set back to just that moment. */
const freshMs = 30 * 60_000;

/**
 * Not for a fresh one: nobody sets a clock back by a day and hits just that half hour. But a machine
 * whose clock has no battery does when it starts, for it goes on at the time when it was switched off.
 */
function isWorthAsking({ host }: Context, at: string): boolean {
  const age = host.now().getTime() - Date.parse(at);
  return age >= freshMs || age >= host.uptime();
}

/** Every answer, a refusal too, has a date. */
function rethrowUnlessAnswered(error: unknown): void {
  if (!(error instanceof CliError) || error.facts.httpStatus === undefined) throw error;
}
