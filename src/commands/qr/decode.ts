import type { Command } from 'commander';
import { decodeEmvQr } from '../../orders/emv-qr.ts';
import { renderEmvQr } from '../../terminal/emv-view.ts';
import { addExamples } from '../options.ts';
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
    if (decoded.crc.valid) return;
    const { stated, computed } = decoded.crc;
    context.io.warn(
      stated === undefined
        ? `Warning: the payload has no CRC; it should end in 6304${computed}.`
        : `Warning: the CRC is ${stated} and should be ${computed}: the payload was altered or cut.`,
    );
  },
};
