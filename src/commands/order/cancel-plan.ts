import type { CancelWhat } from './cancel/request.ts';

/** What the plan of a cancel cannot show, for a plan asks nothing of the order: sentences for people. */
export function planNotes({ lines = [], confirmSecond = false }: CancelWhat): string[] {
  const hasAmount = lines.some(({ amount }) => amount !== undefined);
  return [...(hasAmount ? [currencyNote] : []), ...(confirmSecond ? [secondNote] : [])];
}

const currencyNote =
  'The currency of a line’s amount is its order’s: the order is read first, and then the request has it.';

const secondNote =
  'The same request is sent a second time where the order waits for it (ready-for-handling, handling): after the receipt of the first, and a look at the order.';
