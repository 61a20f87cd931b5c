import type { SandboxAccount } from '../accounts.ts';

const field = (tag: string, value: string): string =>
  tag + String(value.length).padStart(2, '0') + value;

/** CRC-16/CCITT-FALSE as four upper-case hex digits: polynomial 0x1021, start value 0xFFFF. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The text of an order's QR code: EMVCo merchant-presented TLV, laid out as in the create page's
 * example. No tag 54: the payer's app fetches the amount by `uuid`, which is the order's own.
 */
export function buildQrData(account: SandboxAccount, uuid: string): string {
  const isBrazil = account.user.country_id === 'BR';
  const mercadoPago =
    field('00', isBrazil ? 'COM.MERCADOLIBRE' : 'com.mercadolibre') +
    field('02', '3') +
    field('06', uuid);
  const text = [
    field('00', '01'),
    field('01', '12'),
    field('43', mercadoPago),
    // Assumption: Chile and Uruguay carry the tax id as Argentina does, and Brazil does not; 52 is
    // the same everywhere.
    isBrazil ? '' : field('50', field('00', account.taxId)),
    field('52', '9700'),
    field('53', account.currencyNumeric),
    field('58', account.user.country_id),
    field('59', account.merchantName),
    field('60', account.merchantCity),
    isBrazil ? field('62', field('05', '***')) : '',
    '6304',
  ].join('');
  return text + crc16(text);
}

/**
 * The text of the code that is printed for a POS: the same for every order. Assumption: the merchant
 * account holds a link to the POS where that of an order holds its own id.
 */
export function buildPrintedQr(account: SandboxAccount, posId: number): string {
  const link = `http://mpago.la/pos/${posId}`;
  const text = [
    field('00', '01'),
    field('01', '11'),
    field('43', field('00', 'com.mercadolibre') + field('01', link)),
    field('52', '9700'),
    field('53', account.currencyNumeric),
    field('58', account.user.country_id),
    field('59', account.merchantName),
    field('60', account.merchantCity),
    '6304',
  ].join('');
  return text + crc16(text);
}
