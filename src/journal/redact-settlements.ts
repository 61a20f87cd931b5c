import type { Journal, Settlement } from './journal.ts';

/**
 * The same journal, but for secrets in what came of a request: a server may echo a token as a code
 * or a request id. What was sent is kept to the letter.
 */
export function redactSettlements(journal: Journal, redact: (text: string) => string): Journal {
  const cleaned = <T extends Omit<Settlement, 'id' | 'key'>>(cameOf: T): T => {
    const clean = Object.entries(cameOf).map(([name, value]) => [
      name,
      typeof value === 'string' && name !== 'key' && name !== 'id'
        ? redact(value)
        : (value as unknown),
    ]);
    return Object.fromEntries(clean) as T;
  };
  return {
    record: (request) => journal.record(request),
    settle: (settlement) => journal.settle(cleaned(settlement)),
    amend: (sent, cameOf) => journal.amend(sent, cleaned(cameOf)),
    looked: (id) => journal.looked(id),
    unsettled: () => journal.unsettled(),
    find: (key) => journal.find(key),
    history: (options) => journal.history(options),
    damage: () => journal.damage(),
    close: () => journal.close(),
  };
}
