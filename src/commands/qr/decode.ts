import type { Command } from 'commander';
import { decodeEmvQr, type EmvQr } from '../../orders/emv-qr.ts';
import { renderEmvQr } from '../../terminal/emv-view.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';
import { readPayload } from './read-payload.ts';

export const decode: Verb = {
  define(command: Command) {
    command.argument('<payload>', 'an EMV merchant-presented payload, - for stdin');
    addExamples(command, [
      'mp-orders qr decode 0002010102…',
      'mp-orders create … --field type_response.qr_data | mp-orders qr decode -',
    ]);
  },

  async run(context, [argument = '']) {
    const decoded = decodeEmvQr(await readPayload(context, argument));
    await printResult(context, {
      json: JSON.stringify(decoded),
      text: (view) => renderEmvQr(decoded, view),
    });
    if (!decoded.crc.valid) context.io.warn(`Warning: ${crcFault(decoded.crc)}`);
  },
};

function crcFault({ stated, computed }: EmvQr['crc']): string {
  if (stated === undefined) return `the payload has no CRC; it should end in 6304${computed}.`;
  if (stated === computed) return 'the CRC is not the last field: something was added after it.';
  return `the CRC is ${stated} and should be ${computed}: the payload was altered or cut.`;
}
