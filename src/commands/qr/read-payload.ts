import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { fieldOfJson } from '../../json/field.ts';
import { isJson } from '../../json/text.ts';
import { pastedId } from '../../providers/pasted-ids.ts';
import { systems } from '../../providers/registry.ts';
import { pictureError } from '../../utf8.ts';
import type { Context } from '../../session/context.ts';
import { orderColumns } from '../../terminal/order-columns.ts';

/**
 * The payload of a QR code that was named: its text, an order's id, or an order as this tool prints one
 * (a row or a JSON document), as typed or all of stdin for `-`. Throws a usage error where there is
 * none.
 */
export async function readPayload(context: Context, argument: string): Promise<string> {
  const typed = argument === '-' ? await context.io.readStdin() : argument;
  const text = withoutQuotes(typed.trim());
  if (text === '') {
    throw usageError(sentence('The payload is empty.'), {
      hint: sentence('Give the text of a QR code, such as the qr_data of an order.'),
    });
  }
  if (/^\d{4}/.test(text)) return text; // no id of ours and no document begins so, and every code does
  if (text.startsWith('{')) return ofDocument(context, text);
  const [first = '', ...others] = text.split(/\r?\n/);
  if (first.includes('\t')) {
    if (others.length > 0) throw severalOrders();
    const cells = first.split('\t');
    const payload = (cells[orderColumns.indexOf('qr_data')] ?? '').trim();
    return payload === '' ? ofOrder(context, cells[0] ?? '') : payload;
  }
  if (isPicture.test(text)) throw pictureError(text);
  return isId(text) ? ofOrder(context, text) : text;
}

/** The name of a file where its text is wanted. */
const isPicture = /^[^\r\n]+\.(png|jpe?g|gif|webp|svg|heic)$/i;

/** cmd.exe hands on the quotes of other shells, and a JSON string has its own: no code begins so. */
const withoutQuotes = (text: string): string => /^(["'])(\d{4}.*)\1$/s.exec(text)?.[2] ?? text;

const isId = (text: string): boolean =>
  !/\s/.test(text.trim()) && systems.some((system) => system.ownsId(pastedId(text)));

const severalOrders = () =>
  usageError(sentence('These are several orders, and a code belongs to one.'), {
    hint: sentence('Give one row, one document or one id.'),
  });

/** The places of the code: in an order, in a row of a batch, in a journal's entry. */
const places = ['type_response.qr_data', 'qr_data'];
const around = ['', 'answer.', 'order.'];

async function ofDocument(context: Context, text: string): Promise<string> {
  if (!isJson(text)) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every(isJson)) throw severalOrders();
    return text;
  }
  const values = around.flatMap((outer) => places.map((place) => fieldOfJson(text, outer + place)));
  const payload = values.find(
    (value) => value !== undefined && !['', 'null'].includes(value.trim()),
  );
  if (payload !== undefined) return payload.trim();
  const id = around
    .map((outer) => fieldOfJson(text, `${outer}id`))
    .find((value) => value !== undefined && isId(value));
  if (id !== undefined) return ofOrder(context, id);
  throw usageError(sentence('This document is not an order: it has neither qr_data nor an id.'), {
    hint: sentence('Give the text of a code, an order’s id, or an order as --json prints it.'),
  });
}

/** The code of an order: the journal has it where it was created here, else its answer may. */
async function ofOrder(context: Context, pasted: string): Promise<string> {
  const { codeOfOrder } = await import('./code-of-order.ts');
  return codeOfOrder(context, pastedId(pasted));
}
