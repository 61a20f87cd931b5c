/** Signs and words of currencies, in capitals and without accents. Of `$` nobody knows whose it is. */
const currencies: Readonly<Record<string, string>> = {
  R$: 'BRL',
  BR$: 'BRL',
  REAL: 'BRL',
  REAIS: 'BRL',
  REALES: 'BRL',
  AR$: 'ARS',
  MX$: 'MXN',
  CL$: 'CLP',
  COL$: 'COP',
  CO$: 'COP',
  $U: 'UYU',
  UY$: 'UYU',
  'S/': 'PEN',
  'S/.': 'PEN',
  SOL: 'PEN',
  SOLES: 'PEN',
  US$: 'USD',
  U$S: 'USD',
  USD$: 'USD',
  DOLAR: 'USD',
  DOLARES: 'USD',
  DOLLARS: 'USD',
  '€': 'EUR',
  EURO: 'EUR',
  EUROS: 'EUR',
  '£': 'GBP',
  'PESOS ARGENTINOS': 'ARS',
  'PESO ARGENTINO': 'ARS',
};

const isoCurrencies = new Set(Intl.supportedValuesOf('currency'));

/**
 * The code (ISO 4217) of a currency as a list writes it: `R$`, `US$`, `ars`, `Dólares`; nothing for
 * what leaves it open, such as `$` or `pesos`; undefined for what is none.
 */
export function currencyOf(written: string): string | undefined {
  const plain = written
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/\s+/g, ' ')
    .trim();
  const spaceless = plain.replace(/(?<=[A-Z]) (?=[$€£])/g, '');
  if (/^(?:|\$|PESOS?)$/.test(plain)) return '';
  const code = currencies[spaceless] ?? plain.replace(/[^A-Z]/g, '');
  return isoCurrencies.has(code) && (spaceless in currencies || plain.length <= 4)
    ? code
    : undefined;
}
