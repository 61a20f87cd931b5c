import type { Command } from 'commander';
import { excludeEachOther } from '../../errors.ts';
import { addExamples } from '../../help/layout.ts';
import { sentence } from '../../language/sentence.ts';
import { readEmvQr } from '../../orders/emv-qr.ts';
import type { Context } from '../../session/context.ts';
import { parseQrStyle, qrOption } from '../options.ts';
import { printResult, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { checkPicture, drawQrCode, writePicture } from './draw.ts';
import { checkEscpos, paperAlone, paperOption, printEscpos } from './escpos.ts';
import { readPayload } from './read-payload.ts';

interface ShowOptions {
  qr?: string;
  out?: string;
  escpos?: boolean;
  paper?: string;
  force?: boolean;
}

export const show: Verb<ShowOptions> = {
  define(command: Command) {
    command
      .argument('<payload>', 'the text of the code, an order or its id, - for stdin')
      .addOption(qrOption('auto; half off a terminal'))
      .option('--out <file>', 'write a picture instead: .svg or .png')
      .option('--escpos', 'the bytes for a receipt printer; with --out to that file')
      .addOption(paperOption())
      .option('--force', 'print the bytes for a printer on a terminal too');
    addExamples(command, [
      'mp-orders qr show --out qr.svg 0002010102…',
      'mp-orders qr show ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders qr show ORD01J67CQQH5904WDBVZEM4JMEP3 --escpos --out /dev/usb/lp0',
      'pbpaste | mp-orders qr show -',
    ]);
  },

  async run(context, [argument = ''], { qr, out, escpos = false, ...printer }) {
    if (qr !== undefined && !['escpos', 'none'].includes(qr)) {
      const other = escpos ? '--escpos' : out === undefined ? undefined : '--out';
      if (other !== undefined) throw excludeEachOther(`--qr ${qr}`, other);
    }
    if (escpos || context.setting('qr', qr, parseQrStyle) === 'escpos') {
      checkEscpos(context, { ...printer, out });
      const payload = await readPayload(context, argument);
      warnOfPayload(context, payload);
      return printEscpos(context, payload, { ...printer, out });
    }
    if (printer.paper !== undefined) throw paperAlone('--escpos');
    if (out !== undefined) checkPicture(out);
    const payload = await readPayload(context, argument);
    warnOfPayload(context, payload);
    if (out !== undefined) await writePicture(context, payload, out);
    // A program is given what is in the code: a drawing is none of its business.
    if (wantsData(context)) {
      const json = JSON.stringify({ qr_data: payload });
      return printResult(context, { json, text: () => payload });
    }
    if (out !== undefined) return;
    const fallback = context.io.isTerminal ? 'auto' : 'half';
    await drawQrCode(context, payload, { flag: qr, fallback });
  },
};

/** It is drawn anyway: a code of another kind may be what is wanted. */
function warnOfPayload({ io }: Context, payload: string): void {
  const { misfit, crc } = readEmvQr(payload);
  if (misfit !== undefined) {
    io.warn(
      sentence('Warning: this is not an EMV payload, as payment codes are: wallets may refuse it.'),
    );
  } else if (!crc.valid) {
    io.warn(
      sentence(
        'Warning: the CRC of this code is wrong: wallets may refuse it. `qr decode` tells more.',
      ),
    );
  }
}
