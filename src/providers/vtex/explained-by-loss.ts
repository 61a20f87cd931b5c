import type { CliError, ExplainedBy } from '../../errors.ts';

/**
 * What a refusal says that an earlier attempt of the same cancel can be the cause of. VTEX words all of
 * them alike, as an order whose status allows no cancel.
 */
export const explainedByLoss = ({ code }: CliError): ExplainedBy | undefined =>
  code === 'vtex_not_cancelable' ? 'state' : undefined;
