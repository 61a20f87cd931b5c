import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';

/** The payload of a QR code: as typed, or all of stdin for `-`, without surrounding space. */
export async function readPayload(context: Context, argument: string): Promise<string> {
  const text = argument === '-' ? await context.io.readStdin() : argument;
  const payload = text.trim();
  if (payload !== '') return payload;
  throw usageError('The payload is empty.', {
    hint: 'Give the text of a QR code, such as the qr_data of an order.',
  });
}
