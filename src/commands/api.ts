import { sentence } from '../language/sentence.ts';
import type { Command } from 'commander';
import { isJson } from '../json/text.ts';
import type { Context } from '../session/context.ts';
import { usageError } from '../errors.ts';
import type { TimedRequest } from '../journal/journal.ts';
import type { Call, OrderProvider, PlannedRequest } from '../providers/order-system.ts';
import { sendJournaled, wireOf } from '../session/journal-change.ts';
import { addExamples } from '../help/layout.ts';
import { checkIdempotencyKey, ChoiceArgument, parseChoice } from './options.ts';
import { printPlan } from './print-plan.ts';
import { printResult, wantsData } from './print.ts';
import { readTextFile } from './read-file.ts';
import { repeatCommand, resumeCommand, withRepeat } from '../session/next-command.ts';
import type { Verb } from './verb.ts';

interface ApiOptions {
  data?: string;
  idempotencyKey?: string;
  dryRun?: boolean;
}

const methods = ['get', 'post', 'put', 'delete'] as const;

export const api: Verb<ApiOptions> = {
  define(command: Command) {
    command
      .addArgument(new ChoiceArgument('<method>', methods, methods.join(', ')))
      .argument('<path>', 'path on the provider’s host, such as /users/me')
      .option('--data <json|@file|->', 'the body: JSON, a file of it, or - for stdin')
      .option('--idempotency-key <key>', 'repeat an earlier request under its own key')
      .option('--dry-run', 'print the request, change nothing');
    addExamples(command, [
      'mp-orders api get "/pos?limit=5" --sandbox',
      `mp-orders api put /pos/1234 --data '{"external_id":"COUNTER1"}'`,
    ]);
  },

  async run(context, [method = '', path = ''], options) {
    const typed = await readCall(context, method, path, options);
    const provider = await context.provider();
    const isHonoured = provider.system.callKeys?.methods.includes(typed.method) === true;
    const call = {
      ...typed,
      repeatable: typed.repeatable && (typed.method === 'GET' || isHonoured),
    };
    const plan = provider.planCall(call);
    if (options.dryRun === true) {
      await provider.guard?.allow(plan);
      return printPlan(context, plan);
    }
    if (call.idempotencyKey !== undefined) (await context.account(provider.system)).note();
    const text = await send(context, provider, call, options);
    if (text.trim() === '') return context.io.note(sentence('Done; the answer has no body.'));
    if (isJson(text)) return printResult(context, { json: text, text: () => text.trimEnd() });
    if (!wantsData(context)) return context.io.out(text.trimEnd());
    context.io.warn(
      sentence('The answer is not JSON; without --json and --field it is printed as received.'),
    );
  },
};

async function send(
  context: Context,
  provider: OrderProvider,
  call: Call,
  options: ApiOptions,
): Promise<string> {
  const spinner = await context.io.spin(`${call.method} ${call.path}`);
  try {
    const { idempotencyKey: key } = call;
    if (key === undefined) return await provider.call(call);
    const plan = provider.planCall(call);
    const lost = await lostUnder(context, provider, options.idempotencyKey, plan);
    if (lost === undefined) await checkOpen(context, provider, plan, key);
    const { keyUntil } = await import('./order/shared/key-life.ts');
    const sent = lost ?? { at: '', method: call.method };
    const until = keyUntil(context, provider, 'api', sent);
    const planned = { key, action: 'api', repeatable: call.repeatable, plan, lost } as const;
    return await sendJournaled(context, provider, planned, {
      send: () => provider.call({ ...call, afterLost: lost !== undefined, keyUntil: until }),
      outcomeOf: () => ({ outcome: 'done' }),
    });
  } catch (error) {
    const pinned = { '--idempotency-key': call.idempotencyKey };
    const repeat = () =>
      options.data === '-' // which has been read
        ? resumeCommand(context, call.idempotencyKey)
        : repeatCommand(context, context.argv, pinned);
    throw call.repeatable ? withRepeat(error, repeat) : error;
  } finally {
    spinner.stop();
  }
}

/** Throws exit 8 for a refund or a cancel of an order, while nobody knows what came of an earlier one. */
async function checkOpen(
  context: Context,
  { system }: OrderProvider,
  plan: PlannedRequest,
  key: string,
): Promise<void> {
  const { changeOfCall, OpenChanges } = await import('./order/shared/open-changes.ts');
  const change = changeOfCall(wireOf(plan));
  if (change === undefined) return;
  const { action, order } = change;
  // A cancel that does nothing more the second time is let through.
  if (action === 'cancel' && system.oneCancelAtATime === undefined) return;
  const open = await OpenChanges.reader(context, action, { isMany: false })();
  open.check(order, key);
}

/** What was sent before under a key that the user gave, and not answered. */
async function lostUnder(
  context: Context,
  provider: OrderProvider,
  key: string | undefined,
  plan: PlannedRequest,
): Promise<TimedRequest | undefined> {
  if (key === undefined) return undefined;
  const { lookUpCall } = await import('./order/shared/known-call.ts');
  return lookUpCall(context, provider, key, plan);
}

/** Endpoints that are known to honour idempotency keys: those of the Orders API. */
const honoursKeys = /^\/v1\/orders(\/[0-9A-Z]+\/(cancel|refund))?(\?.*)?$/;

async function readCall(
  context: Context,
  method: string,
  path: string,
  { data, idempotencyKey }: ApiOptions,
): Promise<Call> {
  const verb = parseChoice(method.toLowerCase(), methods);
  if (
    !/^\/(?!\/)[\x21\x22\x24-\x5b\x5d-\x7e]*$/.test(path) ||
    /(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path)
  ) {
    throw usageError(sentence('"{path}" is not a path.', { path }), {
      hint: sentence(
        'Start with one slash, and percent-encode what a URL cannot hold: /v1/orders/ORD….',
      ),
    });
  }
  checkIdempotencyKey(idempotencyKey);
  const changes = verb !== 'get';
  if (!changes && data !== undefined) {
    throw usageError(sentence('A get has no body.'), {
      hint: sentence('Put what it asks for into the path: /pos?limit=5.'),
    });
  }
  const body = data === undefined ? undefined : await readBody(context, data);
  return {
    method: verb.toUpperCase() as Call['method'],
    path,
    ...(body !== undefined && { body }),
    ...(changes && { idempotencyKey: idempotencyKey ?? context.host.uuid() }),
    // Of other endpoints nothing is known, so nothing is sent twice unless the user gives a key.
    repeatable: !changes || honoursKeys.test(path) || idempotencyKey !== undefined,
  };
}

async function readBody(context: Context, data: string): Promise<string> {
  const text =
    data === '-'
      ? await context.io.readStdin()
      : data.startsWith('@')
        ? await readTextFile(
            context.host,
            '--data',
            data.slice(1),
            sentence('Name a file of JSON after the @.'),
          )
        : data;
  if (isJson(text)) return text.trim();
  throw usageError(sentence('--data is not JSON.'), {
    hint: sentence('Write JSON, @file for a file, or - for stdin.'),
  });
}
