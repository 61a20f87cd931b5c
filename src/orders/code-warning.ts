import { sentence, type Text } from '../language/sentence.ts';
import { CliError } from '../errors.ts';
import { decodeEmvQr, isSoundEmvQr } from './emv-qr.ts';
import { isOneOf } from './lifecycle.ts';
import type { Order } from './order.ts';

/** Whether an order that was just created is over: a create that is repeated may be answered so. */
export const isOverAtOnce = ({ status }: Pick<Order, 'status'>): boolean =>
  isOneOf(status, ['canceled', 'expired']);

/**
 * What is wrong with the code of an order that was just created, in a sentence; undefined where
 * nothing is. `asked` is the mode of the request: a static order waits at its printed code.
 */
export function codeWarning(
  order: Pick<Order, 'qr_data' | 'status'>,
  mode: string | undefined,
): Text | undefined {
  const { qr_data: payload, status } = order;
  if (isOverAtOnce(order))
    return sentence('The order is {status}: it will not be paid any more.', { status });
  if (payload === undefined || payload.trim() === '') {
    return mode === 'dynamic' || mode === 'hybrid'
      ? sentence(
          'The order is created, but its answer has no code, although mode {asked} has one: there is nothing to scan.',
          { asked: mode },
        )
      : undefined;
  }
  if (isSoundEmvQr(payload)) return undefined;
  try {
    const { crc } = decodeEmvQr(payload);
    return crc.valid
      ? undefined
      : sentence(
          'The checksum of the order’s code is wrong ({stated} instead of {computed}): wallets may refuse it.',
          { stated: crc.stated ?? sentence('none'), computed: crc.computed },
        );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return sentence(
      'The order’s code is not an EMV payload, as payment QR codes are: wallets may refuse it.',
    );
  }
}
