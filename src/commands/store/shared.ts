import { sentence } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { OrderProvider } from '../../providers/order-system.ts';

/** A store as far as it is shown. */
export interface StoreAnswer {
  id?: string | number;
  name?: string;
  external_id?: string;
  location?: { address_line?: string };
}

/** The id of the user that the account is, which the paths of its stores hold. */
export async function shopOf(provider: OrderProvider): Promise<string> {
  const { id } = await provider.whoami();
  if (id !== undefined && /^\d+$/.test(id)) return id;
  throw new CliError(
    exitCodes.unreachable,
    'unexpected_answer',
    sentence('The server does not tell the id of this account.'),
  );
}

/** Where the stores of a user are. */
export const storesPath = (user: string): string => `/users/${user}/stores`;
