import { describe, expect, test } from '@jest/globals';
import { english } from '../../../src/language/sentence.ts';
import { checkQrOrder } from '../../../src/orders/check-qr-order.ts';
import {
  aString,
  amountString,
  byMoney,
  type Json,
  letters,
  methods,
  minimal,
  notAmount,
  order,
  paid,
  paying,
  qr,
  required,
  unknown,
  whole,
} from './create-bodies.ts';

const without = (field: keyof typeof minimal): Json =>
  Object.fromEntries(Object.entries(minimal).filter(([name]) => name !== field));
const item = (extra: Json) => order({ items: [extra] });
const integration = (extra: unknown) => order({ integration_data: extra });
const discounting = (...payment_methods: unknown[]) => order({ discounts: { payment_methods } });
const times = (length: number, value: unknown): unknown[] => Array.from({ length }, () => value);

const notDuration = (text: string) =>
  `"${text}" is not an ISO 8601 duration from 30 seconds to 3600 hours, such as PT16M`;
const anObject = 'must be an object';
const anArray = 'must be an array';

/** The last value that a rule lets pass. */
// prettier-ignore
const passing: [name: string, body: unknown][] = [
  ['only what is required', minimal],
  ['the whole example of the create page, with lists where the API takes lists', {
    type: 'qr', total_amount: '50.00', description: 'Smartphone', external_reference: 'ext_ref_1234',
    expiration_time: 'PT10M', marketplace_fee: '11.20',
    integration_data: { platform_id: 'dev_1234567890', integrator_id: 'dev_1234', sponsor: { id: '446566691' } },
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'static' } },
    transactions: { payments: [{ amount: '50.00' }] },
    items: [{ title: 'Smartphone', unit_price: '50.00', quantity: 1, unit_measure: 'kg', external_code: '777489134' }],
    discounts: { payment_methods: [byMoney] },
  }],
  ['the smallest amount', paying({ amount: '0.01' })],
  ['a description of 150 characters', order({ description: 'x'.repeat(150) })],
  ['a description of 150 characters of two code units', order({ description: '😀'.repeat(150) })],
  ['an empty description', order({ description: '' })],
  ['a reference of one character', order({ external_reference: '-' })],
  ['a reference of 64 characters', order({ external_reference: 'aZ09_-x0'.repeat(8) })],
  ['an expiration of 30 s', order({ expiration_time: 'PT30S' })],
  ['a dynamic expiration of 3600 h', { ...qr({ mode: 'dynamic' }), expiration_time: 'PT3600H' }],
  ['a dynamic expiration of 150 days', { ...qr({ mode: 'dynamic' }), expiration_time: 'P150D' }],
  ['mode static', qr({ mode: 'static' })],
  ['mode dynamic', qr({ mode: 'dynamic' })],
  ['mode hybrid', qr({ mode: 'hybrid' })],
  ['an integrator', integration({ integrator_id: 'dev_' })],
  ['an empty integration', integration({})],
  ['an empty item', item({})],
  ['ten items', order({ items: times(10, {}) })],
  ['a title of 150 characters', item({ title: 'x'.repeat(150) })],
  ['a unit of 10 characters', item({ unit_measure: 'x'.repeat(10) })],
  ['a code of 30 characters', item({ external_code: 'x'.repeat(30) })],
  ['a quantity of one', item({ quantity: 1 })],
  ['ten categories', item({ external_categories: times(10, { id: 'x' }) })],
  ['all four discounts', discounting(...['debit_card', 'credit_card', 'account_money', 'prepaid_card'].map((type) => ({ ...byMoney, type })))],
];

/** The first value that a rule refuses, and where. */
// prettier-ignore
const refused: [name: string, body: unknown, path: string, message: string][] = [
  // the request
  ['nothing', undefined, '', anObject],
  ['null', null, '', anObject],
  ['a string', 'x', '', anObject],
  ['a list', [], '', anObject],
  ['an unknown field', order({ notification_url: 'x' }), 'notification_url', unknown],
  // type
  ['no type', without('type'), 'type', required],
  ['another type', order({ type: 'point' }), 'type', '"point" is not one of qr'],
  ['a number for a type', order({ type: 1 }), 'type', '1 is not one of qr'],
  // total_amount
  ['a number for a total', order({ total_amount: 50 }), 'total_amount', amountString],
  ['a total with one decimal', order({ total_amount: '50.0' }), 'total_amount', notAmount('50.0')],
  // description
  ['a long description', order({ description: 'x'.repeat(151) }), 'description', 'at most 150 characters (this has 151)'],
  ['a description of null', order({ description: null }), 'description', aString],
  // external_reference
  ['no reference', without('external_reference'), 'external_reference', required],
  ['a number for a reference', order({ external_reference: 1 }), 'external_reference', aString],
  ['an empty reference', order({ external_reference: '' }), 'external_reference', letters],
  ['a reference of 65', order({ external_reference: 'x'.repeat(65) }), 'external_reference', 'at most 64 characters (this has 65)'],
  ['a reference with a space', order({ external_reference: 'a b' }), 'external_reference', letters],
  ['a reference with a newline', order({ external_reference: 'a\n' }), 'external_reference', letters],
  ['a reference with an accent', order({ external_reference: 'é' }), 'external_reference', letters],
  // expiration_time
  ['an expiration of 29 s', order({ expiration_time: 'PT29S' }), 'expiration_time', notDuration('PT29S')],
  ['an expiration of 3600 h and a second', order({ expiration_time: 'PT3600H1S' }), 'expiration_time', notDuration('PT3600H1S')],
  ['an expiration in the short form', order({ expiration_time: '16m' }), 'expiration_time', notDuration('16m')],
  ['a number for an expiration', order({ expiration_time: 960 }), 'expiration_time', aString],
  // marketplace_fee
  ['a fee with a comma', order({ marketplace_fee: '1,00' }), 'marketplace_fee', notAmount('1,00')],
  ['a number for a fee', order({ marketplace_fee: 1 }), 'marketplace_fee', amountString],
  // integration_data
  ['a string for an integration', integration('x'), 'integration_data', anObject],
  ['a list for an integration', integration([]), 'integration_data', anObject],
  ['an unknown field of an integration', integration({ application_id: '1' }), 'integration_data.application_id', unknown],
  ['an empty platform', integration({ platform_id: '' }), 'integration_data.platform_id', 'must not be empty'],
  ['a number for a platform', integration({ platform_id: 1 }), 'integration_data.platform_id', aString],
  ['an integrator without dev_', integration({ integrator_id: 'x_dev_' }), 'integration_data.integrator_id', 'must begin with dev_'],
  ['a sponsor that is no number', integration({ sponsor: { id: '12a' } }), 'integration_data.sponsor.id', 'must be a USER_ID: digits only'],
  ['a number for a sponsor', integration({ sponsor: { id: 12 } }), 'integration_data.sponsor.id', aString],
  ['an unknown field of a sponsor', integration({ sponsor: { id: '1', name: 'x' } }), 'integration_data.sponsor.name', unknown],
  // config
  ['no config', without('config'), 'config', required],
  ['no config.qr', order({ config: {} }), 'config.qr', required],
  ['a list for config', order({ config: [] }), 'config', anObject],
  ['a list for config.qr', order({ config: { qr: [] } }), 'config.qr', anObject],
  ['an unknown field of config', order({ config: { ...minimal.config, point: {} } }), 'config.point', unknown],
  ['an unknown field of config.qr', qr({ colour: 'red' }), 'config.qr.colour', unknown],
  ['no POS', order({ config: { qr: {} } }), 'config.qr.external_pos_id', required],
  ['an empty POS', qr({ external_pos_id: '' }), 'config.qr.external_pos_id', 'must not be empty'],
  ['a number for a POS', qr({ external_pos_id: 1 }), 'config.qr.external_pos_id', aString],
  ['another mode', qr({ mode: 'printed' }), 'config.qr.mode', '"printed" is not one of static, dynamic, hybrid'],
  // transactions
  ['no transactions', without('transactions'), 'transactions', required],
  ['no payments', order({ transactions: {} }), 'transactions.payments', required],
  ['no payments and no cash-outs', order({ transactions: { cash_outs: [] } }), 'transactions.payments', required],
  ['an unknown field of transactions', order({ transactions: { ...minimal.transactions, refunds: [] } }), 'transactions.refunds', unknown],
  ['payments in the form of the page’s example', order({ transactions: { payments: { amount: '50.00' } } }), 'transactions.payments', anArray],
  ['an empty list of payments', paying(), 'transactions.payments', 'exactly one payment'],
  ['two payments', paying({ amount: '50.00' }, { amount: '50.00' }), 'transactions.payments', 'exactly one payment'],
  ['a string for a payment', paying('50.00'), 'transactions.payments[0]', anObject],
  ['a payment without an amount', paying({}), paid, required],
  ['a number for an amount', paying({ amount: 50 }), paid, amountString],
  ['an amount of three decimals', paying({ amount: '50.000' }), paid, notAmount('50.000')],
  ['a negative amount', paying({ amount: '-1' }), paid, notAmount('-1')],
  ['an unknown field of a payment', paying({ amount: '50.00', id: 'x' }), 'transactions.payments[0].id', unknown],
  // items
  ['an item in the form of the page’s example', order({ items: { title: 'x' } }), 'items', anArray],
  ['eleven items', order({ items: times(11, {}) }), 'items', 'at most 10 items'],
  ['a list for an item', order({ items: [{}, []] }), 'items[1]', anObject],
  ['an unknown field of an item', order({ items: [{}, { total_amount: '1' }] }), 'items[1].total_amount', unknown],
  ['a long title', item({ title: 'x'.repeat(151) }), 'items[0].title', 'at most 150 characters (this has 151)'],
  ['a price with one decimal', item({ unit_price: '1.5' }), 'items[0].unit_price', notAmount('1.5')],
  ['a quantity of zero', item({ quantity: 0 }), 'items[0].quantity', whole],
  ['a quantity with a fraction', item({ quantity: 1.5 }), 'items[0].quantity', whole],
  ['a string for a quantity', item({ quantity: '1' }), 'items[0].quantity', 'must be a whole number'],
  ['a long unit', item({ unit_measure: 'x'.repeat(11) }), 'items[0].unit_measure', 'at most 10 characters (this has 11)'],
  ['a long code', item({ external_code: 'x'.repeat(31) }), 'items[0].external_code', 'at most 30 characters (this has 31)'],
  ['a category in the form of the page’s example', item({ external_categories: { id: 'x' } }), 'items[0].external_categories', anArray],
  ['eleven categories', item({ external_categories: times(11, { id: 'x' }) }), 'items[0].external_categories', 'at most 10 categories'],
  ['a category of null', item({ external_categories: [{ id: null }] }), 'items[0].external_categories[0].id', aString],
  ['an unknown field of a category', item({ external_categories: [{ id: 'x', name: 'x' }] }), 'items[0].external_categories[0].name', unknown],
  // discounts
  ['discounts without methods', order({ discounts: {} }), methods, required],
  ['an unknown field of discounts', order({ discounts: { payment_methods: [byMoney], code: 'x' } }), 'discounts.code', unknown],
  ['a discount in the form of the page’s example', order({ discounts: { payment_methods: byMoney } }), methods, anArray],
  ['an empty list of discounts', discounting(), methods, 'from 1 to 4 payment methods'],
  ['five discounts', discounting(...times(5, byMoney)), methods, 'from 1 to 4 payment methods'],
  ['a discount on another method', discounting({ ...byMoney, type: 'cash' }), `${methods}[0].type`, '"cash" is not one of debit_card, credit_card, account_money, prepaid_card'],
  ['a discount without a type', discounting({ new_total_amount: '1' }), `${methods}[0].type`, required],
  ['a discount without a total', discounting({ type: 'credit_card' }), `${methods}[0].new_total_amount`, required],
  ['a discount that is no amount', discounting({ ...byMoney, new_total_amount: '10%' }), `${methods}[0].new_total_amount`, notAmount('10%')],
  ['an unknown field of a discount', discounting({ ...byMoney, rate: 1 }), `${methods}[0].rate`, unknown],
];

describe('a create request may have', () => {
  test.each(passing)('%s', (_name, body) => {
    expect(checkQrOrder(body)).toEqual({ problems: [], warnings: [] });
  });
});

describe('a create request is refused for', () => {
  test.each(refused)('%s', (_name, body, path, message) => {
    const { problems, warnings } = checkQrOrder(body);
    const told = problems.map((one) => ({ ...one, message: english([one.message]) }));
    expect({ problems: told, warnings }).toEqual({ problems: [{ path, message }], warnings: [] });
  });
});
