import { stamp } from './dates.ts';
import { factsOf, type Status } from './statuses.ts';
import type { WireOrder, WireState } from './wire.ts';

/** An order in a status since `ms`, with everything that follows from it. */
export function withStatus<T extends Pick<WireOrder, 'authorizedDate'>>(
  order: T,
  status: Status,
  ms: number,
): T & Omit<WireState, 'cancellationRequests'> {
  const { cancel, paid, description = '' } = factsOf(status);
  const authorized = order.authorizedDate ?? (paid ? stamp(ms) : null);
  return {
    ...order,
    status,
    workflowIsInError: false,
    statusDescription: description,
    lastChange: stamp(ms),
    // Assumption: as in the page's examples, where only orders that never got through are not.
    isCompleted: status !== 'incomplete' && status !== 'order-created',
    // Assumption: true as long as a request is not refused.
    allowCancellation: cancel !== 'never',
    authorizedDate: paid === false ? null : authorized,
    invoicedDate: status === 'invoiced' ? stamp(ms) : null,
    // Assumption: an order that comes back from canceled looks as if it had not been there.
    cancelReason: null,
    cancellationData: null,
  };
}
