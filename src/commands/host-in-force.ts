import { findBaseUrl } from '../connect.ts';
import type { Context } from '../context.ts';
import type { Credentials } from '../credentials.ts';
import type { OrderSystem } from '../providers/system.ts';

/**
 * The URL that requests of this run go to, whether it was named, stored or is the system's own;
 * undefined where the sandbox answers in process.
 */
export function hostInForce(
  context: Context,
  system: OrderSystem,
  { keys, baseUrl }: Pick<Credentials, 'keys' | 'baseUrl'>,
): string | undefined {
  const url = findBaseUrl(context, baseUrl)?.url;
  return url ?? (context.isSandbox ? undefined : system.baseUrl(keys));
}
