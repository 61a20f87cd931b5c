import type { Text } from '../../../language/sentence.ts';
import { CliError } from '../../../errors.ts';
import type { Ability, OrderProvider } from '../../../providers/order-system.ts';
import { reportError } from '../../../report-error.ts';
import type { Context } from '../../../session/context.ts';

/** What a command does to each of its orders, one or a million. */
export interface OrderWork {
  needs?: readonly Ability[];
  /** Whether it changes orders: then nothing is done to one order twice at the same time. */
  changes: boolean;
  /** Called once, before the first order: says whose account it is, asks. */
  begin?: (provider: OrderProvider) => Promise<void>;
  /** Does it to one order. Throws CliError where there is nothing to print. */
  act(provider: OrderProvider, id: string): Promise<ActResult>;
}

/** What came of one order. */
export interface ActResult {
  /** In a word: `read`, `canceled`. */
  outcome: string;
  /** Prints it on stdout; throws what went wrong. */
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
  notes?: readonly Text[];
}

/** Prints the outcome of an order; gives what went wrong. */
export async function printAct(acted: ActResult | undefined): Promise<CliError | undefined> {
  try {
    await acted?.print();
    return undefined;
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}

/**
 * Reports the error of one order among others, by its `name`: its id, or its place in the input. Returns
 * it with what the catalogue says of it.
 */
export async function tellFailure(
  context: Context,
  name: Text,
  error: CliError,
  id: string | undefined,
): Promise<CliError> {
  const { explainError } = await import('../../../explain-error.ts');
  const explained = await explainError(context, error, id);
  reportError(explained.named(name), context.argv, context.host, context.io);
  return explained;
}
