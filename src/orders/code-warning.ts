import { CliError } from '../errors.ts';
import { decodeEmvQr } from './emv-qr.ts';
import type { Order } from './order.ts';

/**
 * What is wrong with the code of an order that was just created, in a sentence; undefined where
 * nothing is. `asked` is the mode of the request: a static order waits at its printed code.
 */
export function codeWarning(
  { qr_data: payload }: Pick<Order, 'qr_data'>,
  asked: string | undefined,
): string | undefined {
  if (payload === undefined || payload.trim() === '') {
    return asked === 'dynamic' || asked === 'hybrid'
      ? `The order is created, but its answer holds no code, though one was asked for (mode ${asked}): nobody can scan it here.`
      : undefined;
  }
  try {
    const { crc } = decodeEmvQr(payload);
    return crc.valid
      ? undefined
      : `The checksum of the order’s code is wrong (${crc.stated ?? 'none'} in place of ${crc.computed}): wallets may refuse it.`;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return 'The order’s code is no EMV text, as QR codes for payments are: wallets may refuse it.';
  }
}
