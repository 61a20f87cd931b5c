import type { Order } from '../orders/order.ts';
import { clean, fact, plainFact, type Fact } from './fact.ts';
import { glue } from './wrap.ts';

/** Where the order came from: its POS, the shop's own words for it, the account, the application. */
export function originFacts(order: Order): Fact[] {
  return [
    plainFact('POS', order.external_pos_id, 'config.qr.external_pos_id'),
    plainFact('QR mode', order.mode, 'config.qr.mode'),
    plainFact('Reference', order.external_reference, 'external_reference'),
    plainFact('Description', order.description, 'description'),
    fact('Account', account(order), 'user_id', 'country_code'),
    fact(
      'Integration',
      integration(order),
      'integration_data.application_id',
      'integration_data.platform_id',
      'integration_data.integrator_id',
      'integration_data.sponsor.id',
    ),
  ];
}

const account = ({ user_id, country_code }: Order): string =>
  named([
    ['', user_id],
    ['country ', country_code],
  ]);

const integration = ({ integration_data: data }: Order): string =>
  named([
    ['application ', data?.application_id],
    ['platform ', data?.platform_id],
    ['integrator ', data?.integrator_id],
    ['sponsor ', data?.sponsor?.id],
  ]);

/** `application 1234567890, sponsor 446566691`: a name stays with its value. */
function named(parts: readonly (readonly [string, string | undefined])[]): string {
  return parts
    .flatMap(([name, value]) => (value === undefined ? [] : glue(`${name}${clean(value)}`)))
    .join(', ');
}
