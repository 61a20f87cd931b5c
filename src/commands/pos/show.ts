import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import { CliError, exitCodes } from '../../errors.ts';
import type { Pos } from '../../providers/order-system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { addExamples } from '../../help/layout.ts';
import { printResult } from '../print.ts';
import type { Verb } from '../verb.ts';

export const show: Verb = {
  define(command: Command) {
    command.argument('<external_id>', 'the name that orders give it');
    addExamples(command, ['mp-orders pos show EXTERNALPOS019285']);
  },

  async run(context, [externalId = '']) {
    const provider = await context.provider({ needs: ['pos'] });
    let match: Pos | undefined;
    for await (const pos of provider.listPos({ external_id: externalId })) {
      if (pos.external_id === externalId) match = pos;
    }
    if (match === undefined) {
      throw new CliError(
        exitCodes.notFound,
        'pos_not_found',
        sentence('This account has no POS {name}.', { name: externalId }),
        {
          next: [context.command('mp-orders pos list')],
        },
      );
    }
    const { name, external_id, id, store_id, qr_image, answer } = match;
    const value = (text: string | undefined) => (text === undefined ? undefined : cleanValue(text));
    await printResult(context, {
      json: answer,
      text: async (view) => {
        const { renderDetails, renderTable } = await import('../../terminal/table.ts');
        if (!view.isTerminal)
          return renderTable([], [[external_id, name, id, store_id, qr_image]], view);
        return renderDetails(
          [
            [view.say('External id'), value(external_id)],
            [view.say('Name'), value(name)],
            [view.say('Id'), value(id)],
            [view.say('Store'), value(store_id)],
            [view.say('QR picture'), value(qr_image)],
            [view.say('QR poster'), value(posterOf(answer))],
          ],
          view,
        );
      },
    });
  },
};

/** Where the poster of its printed code is, as a PDF; undefined where the answer names none. */
function posterOf(answer: string): string | undefined {
  const { qr } = JSON.parse(answer) as { qr?: { template_document?: unknown } | null };
  return typeof qr?.template_document === 'string' ? qr.template_document : undefined;
}
