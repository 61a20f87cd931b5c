import { about, type Action } from '../errors.ts';
import type { OrderProvider } from './order-system.ts';

/**
 * The same client, whose errors tell which order system they came from and which order they are
 * about: what to type next follows from that, and not from the words that were typed.
 */
export function withOrigin(provider: OrderProvider): OrderProvider {
  const { system } = provider;
  const withFacts = (error: unknown, id?: string, action?: Action) =>
    about(error, {
      system: system.name,
      ...(id !== undefined && { orderIds: [id] }),
      ...(action !== undefined && { action }),
    });
  const of = <T>(answer: Promise<T>, id?: string, action?: Action): Promise<T> =>
    answer.catch((error: unknown) => {
      throw withFacts(error, id, action);
    });
  const now = <T>(plan: () => T, id?: string): T => {
    try {
      return plan();
    } catch (error) {
      throw withFacts(error, id);
    }
  };
  async function* each<T>(entries: () => AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* entries();
    } catch (error) {
      throw withFacts(error);
    }
  }
  return {
    ...provider,
    get: (id) => of(provider.get(id), id),
    create: (body, change) => of(provider.create(body, change), undefined, 'create'),
    planCreate: (body, change) => now(() => provider.planCreate(body, change)),
    cancel: (id, request) => of(provider.cancel(id, request), id, 'cancel'),
    planCancel: (id, request) => now(() => provider.planCancel(id, request), id),
    refund: (id, parts, change) => of(provider.refund(id, parts, change), id, 'refund'),
    planRefund: (id, parts, change) => now(() => provider.planRefund(id, parts, change), id),
    search: (query) => each(() => provider.search(query)),
    listPos: (query) => each(() => provider.listPos(query)),
    whoami: () => of(provider.whoami()),
    call: (call) => of(provider.call(call)),
    planCall: (call) => now(() => provider.planCall(call)),
  };
}
