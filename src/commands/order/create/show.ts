import { messageOf, usageError } from '../../../errors.ts';
import { sentence } from '../../../language/sentence.ts';
import { codeWarning, isOverAtOnce } from '../../../orders/code-warning.ts';
import type { Order } from '../../../orders/order.ts';
import type { Context } from '../../../session/context.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { toolName } from '../../../session/tool-name.ts';
import { shellCommand } from '../../../shell/word.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { parseQrStyle } from '../../options.ts';
import { afterwards, wantsData } from '../../print.ts';
import { checkEscpos, paperAlone } from '../../qr/escpos.ts';
import type { KnownKey } from '../shared/known-key.ts';
import { printOrder } from '../shared/print-order.ts';

/** How an order that was created is shown. */
export interface ShowFlags {
  watch?: boolean;
  qr?: string;
  qrOut?: string;
  paper?: string;
}

const wantsBytes = (context: Context, { qr }: ShowFlags): boolean =>
  context.setting('qr', qr, parseQrStyle) === 'escpos';

/** Throws a usage error for a code that could not be shown as it is asked for. */
export async function checkCode(context: Context, options: ShowFlags): Promise<void> {
  const { qrOut: out, paper, watch } = options;
  if (!wantsBytes(context, options)) {
    if (paper !== undefined) throw paperAlone('--qr escpos');
    if (out !== undefined) (await import('../../qr/draw.ts')).checkPicture(out);
    return;
  }
  if (watch === true && out === undefined) {
    throw usageError(sentence('--watch prints to stdout, and so does the picture for a printer.'), {
      hint: sentence('Name the printer: --qr-out /dev/usb/lp0'),
    });
  }
  checkEscpos(context, { out, paper });
}

interface ShowOptions {
  options: ShowFlags;
  known: KnownKey;
  /** The mode of the request. */
  mode: string | undefined;
}

export async function showCreated(
  context: Context,
  order: Order,
  view: ShowOptions,
): Promise<void> {
  const { options } = view;
  // The bytes are the result, and a printer would print the row as well.
  if (wantsBytes(context, options) && options.qrOut === undefined) {
    const { id, status } = order;
    context.io.warn(sentence('Order {id}: {status}', { id, status: cleanValue(status) }));
  } else await printOrder(context, order, { one: view.options.watch !== true });
  await afterwards(context, doneWords(order), () => showMore(context, order, view));
}

export const doneWords = ({ id, status }: Order) =>
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
function tellNext(context: Context, order: Order, options: ShowFlags): void {
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
async function drawCode(context: Context, payload: string, options: ShowFlags): Promise<void> {
  const { io } = context;
  if (options.qrOut === undefined && wantsData(context)) return;
  try {
    if (wantsBytes(context, options)) {
      const { printEscpos } = await import('../../qr/escpos.ts');
      return await printEscpos(context, payload, { paper: options.paper, out: options.qrOut });
    }
    const { drawQrCode, writePicture } = await import('../../qr/draw.ts');
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
