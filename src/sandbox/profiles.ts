import { sandboxAccounts } from './accounts.ts';
import { mollieProfiles } from './mollie/accounts.ts';
import type { SandboxProfile } from './system.ts';
import { vtexProfiles } from './vtex/accounts.ts';

const mercadopagoProfiles = sandboxAccounts.map(({ profile, token, user }): SandboxProfile => {
  const { id, nickname, site_id } = user;
  const account = { id: String(id), nickname, site_id, test: true } as const;
  return { profile, provider: 'mercadopago', keys: { token }, account };
});

/** The CLI's built-in profiles, one system after the other; a system's first is its usual one. */
export const sandboxProfiles: readonly SandboxProfile[] = [
  ...mercadopagoProfiles,
  ...mollieProfiles,
  ...vtexProfiles,
];

/** The variables that the keys of each system are kept in, by the names that profiles have for them. */
const variables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mercadopago: { token: 'MP_ACCESS_TOKEN' },
  mollie: { token: 'MOLLIE_API_KEY' },
  vtex: {
    app_key: 'VTEX_APP_KEY',
    token: 'VTEX_APP_TOKEN',
    account_name: 'VTEX_ACCOUNT',
    environment: 'VTEX_ENVIRONMENT',
  },
};

/** What signs a client in as the usual account of each system, by the names of variables. */
export const keysByVariable = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([system, names]) => {
      const keys = sandboxProfiles.find(({ provider }) => provider === system)?.keys ?? {};
      return Object.entries(names).map(([name, variable]) => [variable, keys[name] ?? '']);
    }),
  );
