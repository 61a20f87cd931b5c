import { sentence, type Sentence } from '../../../language/sentence.ts';

/** VTEX says of its list that it is four minutes late; Mercado Pago and Mollie say nothing of theirs. */
const lagMinutes = 15;

/**
 * Why a search that reads up to `end` may lack orders: it may not list the newest ones yet. Undefined where
 * the range was over long enough, or an order that was made here so lately is listed.
 *
 * @param newestListed when the newest order was sent that was made here and is listed, in ms
 */
export function lateGap({
  end,
  now,
  newestListed,
}: {
  end: Date;
  now: Date;
  newestListed: number | undefined;
}): Sentence | undefined {
  const since = now.getTime() - lagMinutes * 60_000;
  if (end.getTime() < since || (newestListed ?? 0) >= since) return undefined;
  return sentence('the search may not list the orders of the last {minutes} minutes yet', {
    minutes: lagMinutes,
  });
}
