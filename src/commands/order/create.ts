import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { requireAbility } from '../../providers/abilities.ts';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import type { Order } from '../../orders/order.ts';
import { requestedOrder } from '../../orders/same-order.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { fieldOfJson } from '../../json/field.ts';
import { shellWord } from '../../shell/word.ts';
import { addExamples } from '../../help/layout.ts';
import { checkIdempotencyKey, qrOption } from '../options.ts';
import type { KnownKey } from './shared/known-key.ts';
import { printPlan } from '../print-plan.ts';
import { afterwards } from '../print.ts';
import { repeatCommand, resumeCommand, withRepeat } from '../../session/next-command.ts';
import { paperOption } from '../qr/escpos.ts';
import type { Verb } from '../verb.ts';
import { askForOrder } from './create/ask.ts';
import { besideAnother } from './create/beside-another.ts';
import { addBatchOptions, checkBatchFlags, type BatchFlags } from './create/batch-flags.ts';
import { createOf } from './create/change.ts';
import { readCreateBody, type CreateBody } from './create/body.ts';
import { addBodyOptions, type BodyOptions } from './create/flags.ts';
import { knownCreate, refuseOldSale, tellKnownCreate } from './create/known.ts';
import { checkCode, doneWords, showCreated, type ShowFlags } from './create/show.ts';
import { checkPaths } from './shared/check-paths.ts';
import { sendChange } from './shared/change.ts';
import { lostNote } from './shared/lost/look-for.ts';
import {
  noteRequestTimeout,
  readFollowOptions,
  type FollowFlags,
} from './shared/follow-options.ts';
import type { SecondScreen } from './shared/second-screen.ts';

interface CreateOptions extends BodyOptions, FollowFlags, BatchFlags, ShowFlags {
  idempotencyKey?: string;
  keyWindow?: string;
  cancelOnTimeout?: boolean;
  open?: boolean;
  dryRun?: boolean;
}

export const create: Verb<CreateOptions> = {
  define(command: Command) {
    addBatchOptions(addBodyOptions(command))
      .option('--idempotency-key <key>', 'your own key; the same key is the same order')
      .option('--key-window <duration>', 'with --watch: how old a paid order may be (12h)')
      .option('--watch', 'then follow it until it is paid, or for --timeout 5m')
      .option('--cancel-on-timeout', 'with --watch, --timeout: cancel what is not paid')
      .option('--interval <duration>', 'with --watch: between two checks (default: 3s)')
      .option('--open', 'with --watch: show the code in the browser too')
      .addOption(qrOption('auto'))
      .addOption(paperOption())
      .option('--qr-out <file>', 'also write the code there: .svg, .png, escpos bytes')
      .option('--dry-run', 'check, print the request, change nothing');
    command.addHelpText('after', '\nOn a terminal, `create` alone asks for what it needs.');
    addExamples(command, [
      'mp-orders create --amount 50 --pos EXTERNALPOS019285 --mode dynamic --watch',
      'mp-orders create --data order.json --amount 24.50 --field id',
      'mp-orders create --from orders.csv --mode dynamic --rate 20/s',
    ]);
  },

  async run(context, _args, typed) {
    checkPaths(context, { isChange: true });
    checkBatchFlags(typed);
    if (typed.from !== undefined) {
      const { createBatch } = await import('./create/batch.ts');
      return createBatch(context, { ...typed, from: typed.from });
    }
    requireAbility(await context.system(), 'create');
    const asks = context.io.canAsk && saysNothing(typed);
    // Nobody should answer questions before signing in, or where nothing may be changed.
    if (asks) await (await context.provider()).guard?.allowChanges();
    const answers = asks ? await askForOrder(context) : {};
    const options = { ...typed, ...answers };
    checkIdempotencyKey(options.idempotencyKey);
    await checkCode(context, options);
    const followOptions = readFollowOptions(context, options);
    checkTill(options, followOptions.timeoutMs);
    checkWatch(options);
    noteRequestTimeout(context, '--watch');
    const windowMs =
      context.setting('key-window', options.keyWindow, parseDuration)?.ms ?? twelveHours;
    const composed = await readCreateBody(context, options, await referenceOf(context, options));
    composed.warnings.forEach((warning) => context.io.note([sentence('Warning:'), ' ', warning]));
    const provider = await context.provider();
    const key = options.idempotencyKey;
    const idempotencyKey = key ?? context.host.uuid();
    if (options.dryRun === true) {
      const { json } = await tellKnownCreate(context, provider, composed, key);
      const plan = provider.planCreate(json, { idempotencyKey });
      await provider.guard?.allow(plan);
      await printPlan(context, plan);
      return;
    }
    const attempt = async () => {
      const earlier = await knownCreate(context, provider, { ...composed, answers }, key);
      const { request, known } = earlier;
      if (known.is === 'done') return { ...earlier, order: known.order };
      return {
        ...earlier,
        order: await send(context, provider, request, { options, idempotencyKey, known }),
      };
    };
    const { request, known, order } =
      key === undefined
        ? await attempt()
        : await besideAnother(context, attempt, { key, mustKnow: options.watch === true });
    const till = {
      ...followOptions,
      cancelOnTimeout: options.cancelOnTimeout === true,
      json: request.json,
    };
    // Before the code is drawn, which is to stay the last thing in the window.
    let screen: SecondScreen | undefined;
    if (options.open === true && order.status === 'created') {
      await afterwards(context, doneWords(order), async () => {
        const { openSecondScreen } = await import('./shared/second-screen.ts');
        screen = await openSecondScreen(context, order, {
          requestedTotal: requestedOrder(request.json).total_amount,
          code: order.qr_data,
          cancelAfterMs: till.cancelOnTimeout ? till.timeoutMs : undefined,
        });
      });
    }
    try {
      const mode = fieldOfJson(request.json, 'config.qr.mode');
      await showCreated(context, order, { options, known, mode });
      if (options.watch !== true) return;
      if (key !== undefined) await refuseOldSale(context, provider, { order, known, windowMs });
      const { sell } = await import('./create/till.ts');
      return await sell(context, provider, order, { ...till, onSeen: screen?.show });
    } finally {
      await screen?.close();
    }
  },
};

/** What says how the order is followed, and what it would be for. */
const ofWatch = {
  '--open': sentence('The page is there for as long as the command follows the order.'),
  '--interval': sentence('It is how often the command looks at the order.'),
  '--key-window': sentence('It is for how long a sale that is paid is the same sale.'),
};

/** Throws a usage error for an option of a watch where nothing is watched. */
function checkWatch({ watch, open, interval, keyWindow }: CreateOptions): void {
  const given = { '--open': open, '--interval': interval, '--key-window': keyWindow };
  const flags = Object.keys(ofWatch) as (keyof typeof ofWatch)[];
  const flag = flags.find((name) => given[name] !== undefined);
  if (flag === undefined || watch === true) return;
  throw usageError(sentence('{flag} goes with --watch.', { flag }), { hint: ofWatch[flag] });
}

/** Throws a usage error for a time-out that is not there: the order would never be canceled. */
function checkTill({ watch, cancelOnTimeout }: CreateOptions, timeoutMs: number | undefined): void {
  if (cancelOnTimeout !== true || (watch === true && timeoutMs !== undefined)) return;
  throw usageError(sentence('--cancel-on-timeout goes with --watch and --timeout.'), {
    hint: sentence(
      'Say how long to wait for the payment: --watch --timeout 5m --cancel-on-timeout.',
    ),
  });
}

const twelveHours = 12 * 3_600_000;

/** The reference of a request that names none. It follows from a key that was given. */
async function referenceOf(context: Context, { idempotencyKey }: CreateOptions): Promise<string> {
  if (idempotencyKey === undefined) return `mpo-${context.host.uuid()}`;
  const { keyReference } = await import('../../batch/row-key.ts');
  return keyReference(idempotencyKey);
}

/** `create` alone: what there is to say, if anything, is not about the order. */
function saysNothing(options: CreateOptions): boolean {
  const aside: readonly string[] = [
    'watch',
    'open',
    'interval',
    'keyWindow',
    'qr',
    'paper',
    'qrOut',
    'dryRun',
  ];
  return Object.keys(options).every((name) => aside.includes(name));
}

/** A request, and what of it was asked for on the terminal rather than typed. */
type CreateRequest = CreateBody & { answers: BodyOptions };

interface CreateSendOptions {
  options: CreateOptions;
  idempotencyKey: string;
  known: KnownKey;
}

async function send(
  context: Context,
  provider: OrderProvider,
  request: CreateRequest,
  { options, idempotencyKey, known }: CreateSendOptions,
): Promise<Order> {
  (await context.account(provider.system)).note();
  const { json } = request;
  const change = createOf(provider, json, {
    reference: fieldOfJson(json, 'external_reference'),
  });
  const order = await sendChange(
    context,
    provider,
    {
      ...change,
      resultOf: ({ order, note }) => {
        context.io.note([lostNote, ' ', note]);
        return order;
      },
    },
    {
      key: idempotencyKey,
      lost: known.is === 'open' ? known.lost : undefined,
      spinner: sentence('Creating the order'),
      next: (error) =>
        withRepeat(error, () => repeatCreate(context, request, options, idempotencyKey)),
    },
  );
  if (order.qr_data !== undefined) context.host.ifOutputFails?.(cleanValue(order.qr_data));
  return order;
}

/** The very command line again, with what was made for it: the same bytes under the same key. */
function repeatCreate(
  context: Context,
  request: CreateRequest,
  options: CreateOptions,
  key: string,
): string {
  const input = request.stdin === undefined ? '' : pipedIn(context, request.stdin);
  if (input === undefined) return resumeCommand(context, key);
  const command = repeatCommand(context, context.argv, {
    '--idempotency-key': key,
    ...request.pinned,
    '--reference': options.reference ?? request.pinned['--reference'],
    '--amount': request.answers.amount,
    '--pos': request.answers.pos ?? request.pinned['--pos'],
    '--mode': request.answers.mode ?? request.pinned['--mode'],
  });
  return `${input}${command}`;
}

/** The start of a line that hands these bytes to a command; undefined where the shell would alter them. */
function pipedIn({ shell }: Context, text: string): string | undefined {
  const word = shell === 'posix' ? shellWord(text, shell) : undefined;
  return word === undefined ? undefined : `printf %s ${word} | `;
}
