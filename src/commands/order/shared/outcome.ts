import { sentence, type Text } from '../../../language/sentence.ts';
import type { CliError } from '../../../errors.ts';
import { jsonObject, raw } from '../../../json/object.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { afterwards, printResult, wantsData } from '../../print.ts';
import { printOrder } from './print-order.ts';
import type { ActResult } from './work.ts';

/** What a change of an order came to, as it is told. */
interface ChangeOutcome {
  outcome: string;
  id: string;
  /** The JSON text of the provider's own answer. */
  answer: string;
  notes?: readonly Text[];
  /** The order to show people; undefined where how it stands is not known. */
  order?: Order;
  /** A line before the order on a terminal. */
  headline: Text | undefined;
  /** Why it is no success. */
  error: CliError | undefined;
  /** Says what else there is to say beside the result. */
  tell: () => void | Promise<void>;
}

/**
 * What a change came to, for people and programs. Programs get the outcome on stdout also where it is
 * no success, beside the error. `one`: the command is about this order alone.
 */
export function changeResult(
  context: Context,
  { name: provider }: OrderSystem,
  { outcome, id, answer, notes, order, headline, error, tell }: ChangeOutcome,
  { one }: { one: boolean },
): ActResult {
  const json = jsonObject({ outcome, provider, id, answer: raw(answer) });
  return {
    outcome,
    document: { outcome, provider, id, answer, notes },
    error,
    print: async () => {
      if (error !== undefined) context.io.holdForError();
      if (order !== undefined && error === undefined) {
        await printOrder(context, order, { json, headline, one });
      } else if (wantsData(context)) {
        await printResult(context, { json, order, text: () => '' }, { one });
      }
      await afterwards(context, sentence('{id} is {outcome}', { id, outcome }), tell);
      if (error !== undefined) throw error;
    },
  };
}
