import type { CliError } from '../../../errors.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import type { Ability } from '../../../providers/system.ts';

/** What a command does to each of many orders. */
export interface ManyWork {
  needs?: readonly Ability[];
  /** Whether it changes orders: then nothing is done to one order twice at the same time. */
  changes: boolean;
  /** Called once, before the first order: says whose account it is, asks. */
  begin?: (provider: OrderProvider) => Promise<void>;
  /** Does it to one order, without a spinner. Throws CliError where there is nothing to print. */
  act(provider: OrderProvider, id: string): Promise<Acted>;
}

/** What came of one order. */
export interface Acted {
  /** In a word: `read`, `canceled`. */
  outcome: string;
  /** Prints it on stdout, as for several ids that were typed; throws what went wrong. */
  print(): Promise<void>;
  /** What a row of the results holds beside its number; undefined where that is just the answer. */
  document?: RowDocument;
  /** What went wrong in spite of an outcome, for the row. */
  error?: CliError;
}

export interface RowDocument {
  outcome: string;
  provider: string;
  id: string;
  /** JSON texts: the provider's own answer, or the request that would be sent. */
  answer?: string;
  request?: string;
  notes?: readonly string[];
}
