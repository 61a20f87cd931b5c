import type { Command } from 'commander';
import { addExamples } from '../../help/layout.ts';
import { qrOption } from '../options.ts';
import type { Verb } from '../verb.ts';
import { checkPicture, drawQrCode, writePicture } from './draw.ts';
import { readPayload } from './read-payload.ts';

export interface ShowOptions {
  qr?: string;
  out?: string;
}

export const show: Verb<ShowOptions> = {
  define(command: Command) {
    command
      .argument('<payload>', 'the text of the code, - for stdin')
      .addOption(qrOption('auto; half off a terminal'))
      .option('--out <file>', 'write a picture instead: .svg or .png');
    addExamples(command, [
      'mp-orders qr show --out qr.svg 0002010102…',
      'pbpaste | mp-orders qr show -',
    ]);
  },

  async run(context, [argument = ''], { qr, out }) {
    if (out !== undefined) checkPicture(out);
    const payload = await readPayload(context, argument);
    if (out !== undefined) return writePicture(context, payload, out);
    const fallback = context.io.isTerminal ? 'auto' : 'half';
    await drawQrCode(context, payload, { flag: qr, fallback });
  },
};
