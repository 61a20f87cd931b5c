import { AnswerFault } from '../answer-fault.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import * as v from 'valibot';
import { parseWire } from '../wire-fields.ts';
import { text, textOrNumber } from './fields.ts';

/** What VTEX answers to a cancel: that it was asked for, and when, not that it is done. */
export interface Receipt {
  /** The protocol's code, which VTEX may leave out. */
  receipt?: string;
  /** ISO 8601, with up to seven digits after the seconds. */
  date?: string;
  /** The JSON text of the answer. */
  answer: string;
}

const wireReceipt = v.object({ receipt: textOrNumber, date: textOrNumber, orderId: text });

/**
 * A receipt from its JSON text; throws when it is none. Its `orderId` is the seller's, which need
 * not be the one asked for, so the two are not compared.
 */
export function parseReceipt(answer: string): Receipt {
  const parsed = v.safeParse(wireReceipt, parseWire(answer));
  const { receipt, date, orderId } = parsed.success ? parsed.output : {};
  if (receipt === undefined && date === undefined && orderId === undefined) {
    throw new AnswerFault(
      sentence('It is not a receipt: it has no date, no orderId and no receipt.'),
    );
  }
  return { receipt, date, answer };
}

/** A receipt for people: its code, and when VTEX took the request in. */
export function receiptNote({ receipt, date }: Receipt): Text {
  const name =
    receipt === undefined
      ? sentence('Receipt without a code')
      : sentence('Receipt {receipt}', { receipt });
  return date === undefined ? [name, '.'] : sentence('{name}, accepted at {date}.', { name, date });
}
