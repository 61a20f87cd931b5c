import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import type { Keys } from '../order-system.ts';

/**
 * The environments that VTEX's pages and its own tools name, the usual one first. A name that is none
 * of them may be anybody's under .com.br, and the keys would go there.
 */
const environments = ['vtexcommercestable', 'vtexcommercebeta'];
const [usualEnvironment = ''] = environments;

/** `vtexappkey-<account>-XXXXXX`: the key says whose it is. */
const appKeyPattern = /^vtexappkey-(.+)-[A-Za-z0-9]+$/;

/** One label of a host name (RFC 1035, 2.3.1): no dot, slash, port or user name can get in. */
const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The keys with their account and environment filled in. Both become part of the host name that
 * the keys are sent to, so a usage error is thrown for what could name another host.
 */
export function completeKeys(keys: Keys): Keys {
  const account = nonEmpty(keys.account_name) ?? accountOf(keys.app_key ?? '');
  const environment = nonEmpty(keys.environment) ?? usualEnvironment;
  if (!labelPattern.test(account)) {
    throw usageError(sentence('The VTEX account is not an account name.'), {
      code: 'invalid_account',
      hint: sentence(
        'It is the name before .vtexcommercestable.com.br: small letters, digits and hyphens.',
      ),
    });
  }
  if (!environments.includes(environment)) {
    throw usageError(sentence('The VTEX environment is not an environment’s name.'), {
      code: 'invalid_environment',
      hint: sentence(
        'It is {environments}, usually the first: leave it out. Another host goes into --base-url.',
        { environments: environments.join(' or ') },
      ),
    });
  }
  return { ...keys, account_name: account, environment };
}

/** Where the keys go. Only for keys that were completed. */
export const baseUrl = ({ account_name, app_key = '', environment }: Keys): string =>
  `https://${account_name ?? accountOf(app_key)}.${environment}.com.br`;

const nonEmpty = (value: string | undefined): string | undefined =>
  value === '' ? undefined : value;

function accountOf(appKey: string): string {
  const account = appKeyPattern.exec(appKey)?.[1];
  if (account !== undefined) return account;
  throw usageError(sentence('This app key does not say which VTEX account it belongs to.'), {
    code: 'missing_account',
    hint: sentence(
      'Name it with VTEX_ACCOUNT, or with `mp-orders auth login --provider vtex --account <name>`.',
    ),
  });
}
