import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { requireAbility } from '../../providers/abilities.ts';
import type { Context } from '../../session/context.ts';
import { messageOf, usageError } from '../../errors.ts';
import { parseDuration } from '../../orders/duration.ts';
import { codeWarning, isOverAtOnce } from '../../orders/code-warning.ts';
import type { Order } from '../../orders/order.ts';
import { askedOrder } from '../../orders/same-order.ts';
import type { OrderProvider } from '../../providers/order-system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { fieldOfJson } from '../../json/field.ts';
import { shellCommand, shellWord } from '../../shell/word.ts';
import { addExamples } from '../../help/layout.ts';
import { checkIdempotencyKey, parseQrStyle, qrOption } from '../options.ts';
import type { KnownKey } from './shared/known-key.ts';
import { printPlan } from '../print-plan.ts';
import { afterwards, wantsData } from '../print.ts';
import { toolName } from '../../session/tool-name.ts';
import {
  nextCommand,
  repeatCommand,
  resumeCommand,
  withRepeat,
} from '../../session/next-command.ts';
import { checkEscpos, paperAlone, paperOption } from '../qr/escpos.ts';
import type { Verb } from '../verb.ts';
import { askForOrder } from './create/ask.ts';
import { besideAnother } from './create/beside-another.ts';
import { addBatchOptions, checkBatchFlags, type BatchFlags } from './create/batch-flags.ts';
import { createdWithCode, createOf } from './create/change.ts';
import { readCreateBody, type CreateBody } from './create/body.ts';
import { addBodyOptions, type BodyOptions } from './create/flags.ts';
import { knownCreate, refuseOldSale, tellKnownCreate } from './create/known.ts';
import { printOrder } from './shared/print-order.ts';
import { checkPaths } from './shared/check-paths.ts';
import { sendChange } from './shared/change.ts';
import { lostNote } from './shared/lost/look-for.ts';
import {
  noteRequestTimeout,
  readFollowOptions,
  type FollowFlags,
} from './shared/follow-options.ts';
import type { SecondScreen } from './shared/second-screen.ts';

interface CreateOptions extends BodyOptions, FollowFlags, BatchFlags {
  idempotencyKey?: string;
  keyWindow?: string;
  watch?: boolean;
  cancelOnTimeout?: boolean;
  open?: boolean;
  qr?: string;
  qrOut?: string;
  paper?: string;
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
      .option('--dry-run', 'check, print the request, send nothing');
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
          requestedTotal: askedOrder(request.json).total_amount,
          code: order.qr_data,
          cancelAfterMs: till.cancelOnTimeout ? till.timeoutMs : undefined,
        });
      });
    }
    try {
      const mode = fieldOfJson(request.json, 'config.qr.mode');
      await show(context, order, { options, known, mode });
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

const wantsBytes = (context: Context, { qr }: CreateOptions): boolean =>
  context.setting('qr', qr, parseQrStyle) === 'escpos';

/** Throws a usage error for a code that could not be shown as it is asked for. */
async function checkCode(context: Context, options: CreateOptions): Promise<void> {
  const { qrOut: out, paper, watch } = options;
  if (!wantsBytes(context, options)) {
    if (paper !== undefined) throw paperAlone('--qr escpos');
    if (out !== undefined) (await import('../qr/draw.ts')).checkPicture(out);
    return;
  }
  if (watch === true && out === undefined) {
    throw usageError(sentence('--watch prints to stdout, and so does the picture for a printer.'), {
      hint: sentence('Name the printer: --qr-out /dev/usb/lp0'),
    });
  }
  checkEscpos(context, { out, paper });
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
      // Only this answer has the code for sure: `qr show`, and the same key again, draw it from here.
      outcomeOf: createdWithCode,
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

interface ShowOptions {
  options: CreateOptions;
  known: KnownKey;
  /** The mode of the request. */
  mode: string | undefined;
}

async function show(context: Context, order: Order, view: ShowOptions): Promise<void> {
  const { options } = view;
  // The bytes are the result, and a printer would print the row as well.
  if (wantsBytes(context, options) && options.qrOut === undefined) {
    const { id, status } = order;
    context.io.warn(sentence('Order {id}: {status}', { id, status: cleanValue(status) }));
  } else await printOrder(context, order, { one: view.options.watch !== true });
  await afterwards(context, doneWords(order), () => showMore(context, order, view));
}

const doneWords = ({ id, status }: Order) =>
  sentence('the order {id} is created ({status})', { id, status });

/** The code, and what to do with the order. */
async function showMore(
  context: Context,
  order: Order,
  { options, known, mode }: ShowOptions,
): Promise<void> {
  const { io } = context;
  const warning = codeWarning(order, mode);
  // An order that is over has no code to be paid by.
  if (known.is === 'done' && order.status !== 'created') return;
  if (isOverAtOnce(order) && warning !== undefined)
    return io.warn([sentence('Warning:'), ' ', warning]);
  const hasCode = order.mode === 'dynamic' || order.mode === 'hybrid';
  if (known.is === 'done' && hasCode && order.qr_data === undefined) {
    io.note(
      sentence(
        'Its code is not shown: only the answer to the create had it, and that is not stored here.',
      ),
    );
  } else if (order.qr_data !== undefined && order.qr_data.trim() !== '') {
    if (warning !== undefined) io.warn([sentence('Warning:'), ' ', warning]);
    // The code comes last: what is printed after it would push it out of the window.
    tellNext(context, order, options);
    await drawCode(context, order.qr_data, options);
    return;
  } else if (warning !== undefined) {
    io.warn([sentence('Warning:'), ' ', warning]);
    const command = nextCommand(context, ['get', order.id]);
    io.note(sentence('Read it again:  {command}', { command }));
    const cancel = nextCommand(context, ['cancel', order.id]);
    io.note(sentence('Or cancel it:   {command}', { command: cancel }));
  } else {
    const words = sentence(
      'The order uses the printed code of POS {pos}: there is nothing to draw.',
      { pos: order.external_pos_id ?? '' },
    );
    if (options.qrOut === undefined) io.note(words);
    else io.warn([sentence('Warning:'), ' ', words]); // a script waits for the file
    io.note(sentence('For a code here, create it with --mode dynamic or --mode hybrid.'));
  }
  tellNext(context, order, options);
}

/** What to type to follow the order, and to pay it in the sandbox. */
function tellNext(context: Context, order: Order, options: CreateOptions): void {
  const { io } = context;
  if (options.watch === true || order.status !== 'created') return;
  const command = nextCommand(context, ['watch', order.id]);
  io.note(sentence('Follow it:  {command}', { command }));
  if (!context.isSandbox) return;
  // The verb finds the sandbox of this user, and another by its URL; of the account it needs nothing.
  const { baseUrl } = context.options;
  const words = [
    'sandbox',
    'pay',
    order.id,
    ...(baseUrl === undefined ? [] : ['--base-url', baseUrl]),
  ];
  const line = shellCommand(words, context.shell);
  if (line === undefined) return;
  const pay = `${toolName(context.host)} ${line}`;
  io.note(sentence('Pay it:     {command}', { command: pay }));
}

/**
 * The order is created by now: a code that cannot be drawn or written must not pass for an error, and
 * what to pay with is printed anyway.
 */
async function drawCode(context: Context, payload: string, options: CreateOptions): Promise<void> {
  const { io } = context;
  if (options.qrOut === undefined && wantsData(context)) return;
  try {
    if (wantsBytes(context, options)) {
      const { printEscpos } = await import('../qr/escpos.ts');
      return await printEscpos(context, payload, { paper: options.paper, out: options.qrOut });
    }
    const { drawQrCode, writePicture } = await import('../qr/draw.ts');
    if (options.qrOut !== undefined) await writePicture(context, payload, options.qrOut);
    if (!wantsData(context)) {
      await drawQrCode(context, payload, {
        flag: options.qr,
        caption: context.say('Scan this code to pay:'),
      });
    }
  } catch (error) {
    const why = messageOf(error);
    io.warn([sentence('Warning: the order is created, but its code is not shown.'), ' ', why]);
    if (io.isTerminal && !wantsData(context)) io.out(cleanValue(payload));
  }
}
