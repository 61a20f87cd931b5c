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
