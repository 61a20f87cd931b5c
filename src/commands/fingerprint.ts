import { createHash } from 'node:crypto';
import type { Keys, OrderSystem } from '../providers/system.ts';

/**
 * Tells accounts apart without telling their keys: the account where its keys name it, else 12 hex
 * digits of a hash of the secret ones.
 */
export function fingerprintOf(system: OrderSystem, keys: Keys): string {
  const account = system.accountOf(keys);
  if (account !== undefined) return account;
  const hash = createHash('sha256');
  for (const { name } of system.secrets) hash.update(`${name}=${keys[name] ?? ''}\n`);
  return `key ${hash.digest('hex').slice(0, 12)}`;
}
