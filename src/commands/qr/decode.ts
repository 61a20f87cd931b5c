import type { Command } from 'commander';
import { CliError, exitCodes } from '../../errors.ts';
import { english, sentence, textIn } from '../../language/sentence.ts';
import { decodeEmvQr } from '../../orders/emv-qr.ts';
import { diagnoseEmvQr, type EmvFault } from '../../orders/emv-faults.ts';
import { toolName } from '../../session/tool-name.ts';
import { renderEmvQr } from '../../terminal/emv-view.ts';
import { addExamples } from '../../help/layout.ts';
import { shellWord } from '../../shell/word.ts';
import { printResult, wantsData } from '../print.ts';
import type { Verb } from '../verb.ts';
import { readPayload } from './read-payload.ts';

export const decode: Verb = {
  define(command: Command) {
    command.argument('<payload>', 'an EMV merchant-presented payload, an order, - for stdin');
    addExamples(command, [
      'mp-orders qr decode 0002010102…',
      'mp-orders create … --field type_response.qr_data | mp-orders qr decode -',
      'mp-orders qr decode ORD01J67CQQH5904WDBVZEM4JMEP3',
    ]);
  },

  /** What could be read is shown, even of a wrong code, for which the exit code is 3. */
  async run(context, [argument = '']) {
    const payload = await readPayload(context, argument);
    const { faults, odd, right, unread, ...read } = diagnoseEmvQr(payload);
    if (read.fields.length === 0) decodeEmvQr(payload); // no code at all: throws what it is not
    const documents = (list: readonly EmvFault[]) =>
      list.map(({ code, field = null, says }) => ({
        code,
        field,
        message: textIn(english, says),
      }));
    await printResult(context, {
      json: JSON.stringify({
        ...read,
        unread: unread === '' ? null : unread,
        faults: documents(faults),
        odd: documents(odd),
        right: right ?? null,
      }),
      text: (view) => renderEmvQr({ ...read, unread }, view),
    });
    if (faults.length === 0) {
      if (wantsData(context)) return;
      odd.forEach(({ says }) => context.io.warn(sentence('Warning: {fault}', { fault: says })));
      return;
    }
    const word = right === undefined ? undefined : shellWord(right, context.shell);
    throw new CliError(exitCodes.refused, 'wrong_emv_qr', sentence('This code is wrong.'), {
      details: [...faults, ...odd].map(({ says }) => says),
      ...(word === undefined
        ? { next: [] }
        : {
            hint: sentence('This would be right:'),
            next: [`${toolName(context.host)} qr show ${word}`],
          }),
    });
  },
};
