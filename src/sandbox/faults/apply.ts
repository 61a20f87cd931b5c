import type { FaultHit } from './fault.ts';
import { madeAnswer } from './made-answer.ts';
import type { FaultPlan } from './plan.ts';
import { type Sleep, slowDown } from './slow-body.ts';

/** What is needed to let faults happen. */
export interface Faults {
  plan: FaultPlan;
  sleep: Sleep;
  /** Told of each fault that fires, before it does. */
  onFault?: (firing: FaultHit, request: Request) => void;
}

/** What only a connection can suffer: with a served sandbox a socket, in process (tests) a fetch. */
export interface Connection {
  /** Announces an answer, with a status from 100 to 199. */
  announce(status: number): void;
  /** Closes it without an answer. */
  drop(): Response;
  /** Promises all of an answer, gives half of it, and closes. */
  cut(response: Response): Promise<Response>;
}

/** Carries a request out, as the system would. */
export type Handle = (request: Request) => Promise<Response>;

/** Answers a request as the plan wants it: well, or by way of the fault that meets it. */
export async function answer(
  request: Request,
  handle: Handle,
  connection: Connection,
  { plan, sleep, onFault }: Faults,
): Promise<Response> {
  const path = new URL(request.url).pathname;
  const firing = plan.next({ method: request.method, path });
  if (firing === undefined) return handle(request);
  onFault?.(firing, request);
  const { signal } = request;
  const { action } = firing.fault;
  switch (action.kind) {
    case 'status':
      if (action.status >= 200) return madeAnswer(action, path);
      connection.announce(action.status);
      return handle(request);
    case 'html':
    case 'redirect':
      return madeAnswer(action, path);
    case 'delay': {
      // Carried out first: a client that gives up leaves no work behind that is yet to begin.
      const response = await handle(request);
      await sleep(action.ms, signal);
      return response;
    }
    case 'drop':
      // What a client gets to see of it hangs on unread bytes: with none, it is always the same.
      await (action.when === 'after' ? handle(request) : request.arrayBuffer());
      return connection.drop();
    case 'truncate':
      return connection.cut(await handle(request));
    case 'slow':
      return slowDown(await handle(request), action.ms, { sleep, signal });
  }
}
