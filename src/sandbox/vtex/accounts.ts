import type { SandboxProfile } from '../system.ts';

/** A store: what its orders and its receipts are written in. */
export interface VtexStore {
  /** The account name, which is the store's subdomain on the real system. */
  account: string;
  nickname: string;
  countryCode: string;
  currencyCode: string;
  currencySymbol: string;
  currencyLocale: number;
  decimalDigits: number;
  decimalSeparator: string;
  groupSeparator: string;
  timeZone: string;
  /** Of the dates on receipts; the orders' own dates are in UTC. */
  offsetMinutes: number;
  /** How the keys of `cancellationData` are written: VTEX's own pages show it both ways. */
  cancellationDataCase: 'pascal' | 'camel';
}

/** What becomes of a call with a key. Only `full` may do everything. */
type KeyFate = 'full' | 'no_cancel' | 'revoked' | 'login' | 'html' | 'limited';

export interface VtexKey {
  /** Name of the CLI's built-in profile that signs in with this key. */
  profile: string;
  store: VtexStore;
  appKey: string;
  /** Made up; it opens nothing but the sandbox. */
  appToken: string;
  fate: KeyFate;
}

const brazil: VtexStore = {
  account: 'sandboxstore',
  nickname: 'Sandbox Store',
  countryCode: 'BRA',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  currencyLocale: 1046,
  decimalDigits: 2,
  decimalSeparator: ',',
  groupSeparator: '.',
  timeZone: 'E. South America Standard Time',
  offsetMinutes: -180,
  cancellationDataCase: 'pascal',
};

/** There to have orders in a currency without decimals. */
const chile: VtexStore = {
  account: 'sandboxstorecl',
  nickname: 'Sandbox Store Chile',
  countryCode: 'CHL',
  currencyCode: 'CLP',
  currencySymbol: '$',
  currencyLocale: 13322,
  decimalDigits: 0,
  decimalSeparator: ',',
  groupSeparator: '.',
  timeZone: 'Pacific SA Standard Time',
  offsetMinutes: 0,
  cancellationDataCase: 'camel',
};

const key = (profile: string, store: VtexStore, letters: string, fate: KeyFate): VtexKey => ({
  profile,
  store,
  appKey: `vtexappkey-${store.account}-${letters}`,
  appToken: `SANDBOXTOKEN${letters}`.padEnd(64, letters),
  fate,
});

/** The first is the usual one. Those of one store see the same orders. */
export const vtexKeys: readonly [VtexKey, ...VtexKey[]] = [
  key('sandbox-vtex', brazil, 'QAZWSX', 'full'),
  key('sandbox-vtex-cl', chile, 'EDCRFV', 'full'),
  key('sandbox-vtex-forbidden', brazil, 'TGBYHN', 'no_cancel'),
  key('sandbox-vtex-revoked', brazil, 'UJMIKO', 'revoked'),
  key('sandbox-vtex-login', brazil, 'PLOKMI', 'login'),
  key('sandbox-vtex-html', brazil, 'JNUHBY', 'html'),
  key('sandbox-vtex-limited', brazil, 'GVTFCR', 'limited'),
];

export function findStore(account: string): VtexStore {
  const keys = vtexKeys.find(({ store }) => store.account === account);
  return (keys ?? vtexKeys[0]).store;
}

/** The key that both headers name, or undefined: half a key is none. */
export const findKey = (appKey?: string, appToken?: string): VtexKey | undefined =>
  vtexKeys.find((one) => one.appKey === appKey && one.appToken === appToken);

export const vtexProfiles: readonly SandboxProfile[] = vtexKeys.map(
  ({ profile, store, appKey, appToken }) => ({
    profile,
    provider: 'vtex',
    keys: {
      app_key: appKey,
      token: appToken,
      account_name: store.account,
      environment: 'vtexcommercestable',
    },
    account: { id: store.account, nickname: store.nickname, test: true },
  }),
);
