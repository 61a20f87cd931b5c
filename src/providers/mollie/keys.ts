import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import type { Keys } from '../order-system.ts';

/** A token of an organization: it is of no mode and of no profile until a request says which. */
export const isAccessToken = ({ token }: Keys): boolean => token?.startsWith('access_') === true;

/** Whether requests are for the test orders of an organization's token. */
export const isTestmode = ({ testmode }: Keys): boolean => testmode === 'true';

/** `pfl_QkEhN94Ba`: the website profile whose orders are listed. */
const profileIdPattern = /^pfl_[\w.-]+$/;

/**
 * Throws a usage error for a website profile that is none, and for a mode beside an API key, which
 * has its own and is refused another.
 */
export function completeKeys(keys: Keys): Keys {
  const { profile_id: profile } = keys;
  if (profile !== undefined && !profileIdPattern.test(profile)) {
    throw usageError(
      sentence('"{profile}" is not the id of a website profile of Mollie.', { profile }),
      {
        code: 'invalid_profile_id',
        hint: sentence(
          'It is pfl_ followed by letters and digits: pfl_QkEhN94Ba (--profile-id, MOLLIE_PROFILE_ID).',
        ),
      },
    );
  }
  if (isTestmode(keys) && /^(test|live)_/.test(keys.token ?? '')) {
    throw usageError(
      sentence(
        'Test mode is for access tokens: an API key has a mode of its own: test_… or live_….',
      ),
      { hint: sentence('Leave --testmode out, and use the API key of the mode that you mean.') },
    );
  }
  return keys;
}

/** Whether no money is in the orders of these keys; undefined for a token of another kind. */
export function isTestAccount(keys: Keys): boolean | undefined {
  if (isAccessToken(keys)) return isTestmode(keys);
  const mode = /^(test|live)_/.exec(keys.token ?? '')?.[1];
  return mode === undefined ? undefined : mode === 'test';
}
