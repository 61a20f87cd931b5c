import type { SandboxAccount } from '../accounts.ts';
import type { Store } from '../store.ts';
import { type Refusal, refuse } from './errors.ts';
import { cents } from './money.ts';
import type { OrderRequest } from './wire.ts';

/**
 * The least that a payment is taken of, by country. Argentina's is known from records of real answers,
 * which have the sentence too; no page has it. Those of the other countries are not known.
 */
const leastBySite: Readonly<Record<string, string>> = { MLA: '15.00' };

export interface MinimumAmountRecord {
  /** Whether less is refused. */
  read(): Promise<boolean>;
  write(isEnforced: boolean): Promise<void>;
}

/** The switch, kept with the orders, so that every process that uses the sandbox goes by it. */
export function openMinimumAmount(store: Store): MinimumAmountRecord {
  const records = store.collection<{ enforced: boolean }>('minimum-amount');
  const id = 'minimum';
  return {
    read: async () => (await records.read(id))?.value.enforced ?? false,
    async write(enforced) {
      const value = { enforced };
      if ((await records.update(id, () => value)) === undefined) await records.insert(id, value);
    },
  };
}

/** What an order is refused with whose payment is of less; undefined for any other. */
export function belowMinimum(request: OrderRequest, account: SandboxAccount): Refusal | undefined {
  const least = leastBySite[account.user.site_id];
  const [{ amount }] = request.transactions.payments;
  if (least === undefined || cents(amount) >= cents(least)) return undefined;
  return refuse('property_value', `Amount must be greater than or equal to ${least}`);
}
