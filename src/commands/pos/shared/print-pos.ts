import { cleanValue } from '../../../terminal/clean-text.ts';
import type { Context } from '../../../session/context.ts';
import { printResult } from '../../print.ts';

/** What is shown of a POS, read from the API's answer. */
interface PosFields {
  id?: unknown;
  name?: unknown;
  external_id?: unknown;
  store_id?: unknown;
  qr?: { image?: unknown; template_document?: unknown } | null;
}

/** Prints a POS; `answer` is its JSON as it came. A picture and a poster of its printed code are URLs. */
export async function printPos(context: Context, answer: string): Promise<void> {
  const { id, name, external_id, store_id, qr } = JSON.parse(answer) as PosFields;
  const value = (one: unknown): string | undefined =>
    typeof one === 'string' || typeof one === 'number' ? cleanValue(String(one)) : undefined;
  await printResult(context, {
    json: answer,
    text: async (view) => {
      const { renderDetails, renderTable } = await import('../../../terminal/table.ts');
      const cells = [external_id, name, id, store_id, qr?.image].map(value);
      if (!view.isTerminal) return renderTable([], [cells], view);
      return renderDetails(
        [
          [view.say('External id'), value(external_id)],
          [view.say('Name'), value(name)],
          [view.say('Id'), value(id)],
          [view.say('Store'), value(store_id)],
          [view.say('QR picture'), value(qr?.image)],
          [view.say('QR poster'), value(qr?.template_document)],
        ],
        view,
      );
    },
  });
}
