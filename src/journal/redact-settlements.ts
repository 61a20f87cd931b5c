import type { Journal, Settlement } from './journal.ts';

/**
 * The same journal, but for secrets in what came of a request: a server may echo a token as a code
 * or a request id. What was sent is kept to the letter.
 */
export const redactSettlements = (journal: Journal, redact: (text: string) => string): Journal => ({
  record: (request) => journal.record(request),
  settle: (settlement) => {
    const clean = Object.entries(settlement).map(([name, value]) => [
      name,
      typeof value === 'string' && name !== 'key' && name !== 'id'
        ? redact(value)
        : (value as unknown),
    ]);
    return journal.settle(Object.fromEntries(clean) as Settlement);
  },
  looked: (id) => journal.looked(id),
  unsettled: () => journal.unsettled(),
  find: (key) => journal.find(key),
  history: (options) => journal.history(options),
  damage: () => journal.damage(),
  close: () => journal.close(),
});
