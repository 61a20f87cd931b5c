/** A seller that the sandbox knows, or in one case pretends not to. */
export interface SandboxAccount {
  /** Name of the CLI's built-in profile that signs in as this seller. */
  profile: string;
  /** Made up; it opens nothing but the sandbox. */
  token: string;
  /** Id of the application that the token belongs to. */
  application: string;
  user: {
    id: number;
    nickname: string;
    email: string;
    site_id: string;
    country_id: string;
    tags: readonly string[];
  };
  /** What orders carry as `country_code`. */
  countryCode: string;
  currency: string;
  /** ISO 4217 numeric, three digits. */
  currencyNumeric: string;
  merchantName: string;
  merchantCity: string;
  taxId: string;
  /** False: a country where QR orders are not offered, so every create is refused. */
  qrOrders: boolean;
  /** True: the token came from OAuth, so a marketplace stands behind it. */
  oauth: boolean;
  /** False: the marketplace behind an OAuth token cannot be found. */
  marketplaceExists: boolean;
  /** True: the sandbox answers this token as one it does not know. */
  revoked: boolean;
  /** True: every call with this token ends in a server error. */
  broken: boolean;
}

type Flags = Partial<
  Pick<SandboxAccount, 'qrOrders' | 'oauth' | 'marketplaceExists' | 'revoked' | 'broken'>
>;
type Country = Pick<
  SandboxAccount,
  'countryCode' | 'currency' | 'currencyNumeric' | 'merchantCity' | 'taxId'
> & { site: string; country: string };

const argentina: Country = {
  site: 'MLA',
  country: 'AR',
  countryCode: 'AR',
  currency: 'ARS',
  currencyNumeric: '032',
  merchantCity: 'CABA',
  taxId: '30000000007',
};
const brazil: Country = {
  site: 'MLB',
  country: 'BR',
  countryCode: 'BR',
  currency: 'BRL',
  currencyNumeric: '986',
  merchantCity: 'SAO PAULO',
  taxId: '00000000000191',
};
const chile: Country = {
  site: 'MLC',
  country: 'CL',
  // Assumption: three letters for Chile, as on the get page, where the other pages show two.
  countryCode: 'CHL',
  currency: 'CLP',
  currencyNumeric: '152',
  merchantCity: 'SANTIAGO',
  taxId: '760000009',
};
const uruguay: Country = {
  site: 'MLU',
  country: 'UY',
  countryCode: 'UY',
  currency: 'UYU',
  currencyNumeric: '858',
  merchantCity: 'MONTEVIDEO',
  taxId: '210000000019',
};
const colombia: Country = {
  site: 'MCO',
  country: 'CO',
  countryCode: 'CO',
  currency: 'COP',
  currencyNumeric: '170',
  merchantCity: 'BOGOTA',
  taxId: '9000000003',
};

/** `number` tells the sellers apart: it ends the user id, the application id and the token's hex. */
function seller(profile: string, number: number, country: Country, flags: Flags = {}) {
  const id = 2041100000 + number;
  const application = `4411220033550${String(number).padStart(3, '0')}`;
  const hex = number.toString(16).padStart(32, '5a9db0c7e1f34862');
  const { site, country: country_id, ...rest } = country;
  return {
    profile,
    token: `APP_USR-${application}-010125-${hex}-${id}`,
    application,
    user: {
      id,
      nickname: `TESTUSER${id}`,
      email: `test_user_${id}@testuser.com`,
      site_id: site,
      country_id,
      tags: ['normal', 'test_user', 'user_info_verified'],
    },
    ...rest,
    merchantName: `Test seller ${number}`,
    qrOrders: true,
    oauth: false,
    marketplaceExists: true,
    revoked: false,
    broken: false,
    ...flags,
  } satisfies SandboxAccount;
}

/**
 * The sandbox's sellers. An error that depends on who asks is provoked by asking as the seller who
 * gets it; the first seller is the default and has nothing special about it.
 */
export const sandboxAccounts: readonly SandboxAccount[] = [
  seller('sandbox', 1, argentina),
  seller('sandbox-br', 2, brazil),
  seller('sandbox-cl', 3, chile),
  seller('sandbox-uy', 4, uruguay),
  seller('sandbox-unsupported', 5, colombia, { qrOrders: false }),
  seller('sandbox-oauth', 6, argentina, { oauth: true }),
  seller('sandbox-orphan', 7, argentina, { oauth: true, marketplaceExists: false }),
  seller('sandbox-revoked', 8, argentina, { revoked: true }),
  seller('sandbox-broken', 9, argentina, { broken: true }),
];

/** The seller that a token signs in, or undefined for a token that the sandbox does not honour. */
export const findAccount = (token: string): SandboxAccount | undefined =>
  sandboxAccounts.find((account) => account.token === token && !account.revoked);
