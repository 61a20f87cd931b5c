import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../src/explain/catalogue.ts';
import { commonWords } from '../../../src/explain/lookup.ts';

const english = await loadCatalogue('en');
const spanish = await loadCatalogue('es');
const portuguese = await loadCatalogue('pt');

const id = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';
const hostile = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '/',
  '\u001b[2J',
];

const namesOf = (thing: string) =>
  english.explain(thing).map(({ kind, name }) => `${kind} ${name}`);

test('an explanation holds the facts and the words', () => {
  expect(spanish.explain('pos_not_found')).toEqual([
    {
      kind: 'error_code',
      name: 'pos_not_found',
      mover: 'integrator',
      http: 404,
      next: ['mp-orders pos list'],
      sources: ['create_page'],
      meaning: 'Ninguna caja de esta cuenta tiene este external_pos_id.',
      cause:
        'El external_id está mal escrito, es de otra cuenta, o la caja se creó en el panel y todavía no tiene uno.',
      hint: 'Indica la caja por su external_id, que debe ser de esta cuenta; una caja creada en el panel no tiene external_id hasta que le asignes uno.',
    },
  ]);
});

test.each(Object.entries(commonWords))('a word of receipts and people: %s', (word, names) => {
  const forms = [word, word.toUpperCase().replaceAll('_', ' '), word.replace(/([dt])o$/, '$1a')];
  for (const form of forms) {
    const found = english.explain(form).map(({ name }) => name);
    expect([form, found]).toEqual([form, expect.arrayContaining(names.split(' '))]);
  }
});

describe('explain', () => {
  test.each([
    ['order_not_found', ['error_code order_not_found']],
    ['Order-Not Found', ['error_code order_not_found']],
    [' ORDER_NOT_FOUND\n', ['error_code order_not_found']],
    ['order_already_cancelled', ['error_code order_already_canceled']],
    [
      'cancelled',
      'order_status canceled,order_status_detail canceled,payment_status_detail canceled,refund_status canceled,mollie_status canceled,mollie_line_status canceled,vtex_status canceled,tool_word canceled',
    ],
    [
      'paid',
      'order_status processed,order_status_detail processed,mollie_status paid,mollie_line_status paid,tool_word paid',
    ],
    ['no_order', ['tool_word no_order']],
    ['Unknown to shop', ['tool_word unknown_to_shop']],
    ['already_created', ['tool_word already_created']],
    ['row_created_before', ['tool_error row_created_before']],
    ['ready-for-handling', 'vtex_status ready-for-handling'],
    ['Ready for Handling', 'vtex_status ready-for-handling'],
    ['status=window_to_cancel', 'vtex_status window-to-cancel'],
    [
      'cancellation-requested',
      'payment_status_detail cancellation_requested,vtex_status cancellation-requested',
    ],
    ['OMS007', 'error_code OMS007'],
    ['oms007', 'error_code OMS007'],
    ['vtex-second-request-needed', 'error_code vtex_second_request_needed'],
    ['1', 'exit_code 1'],
    [
      'Refunded',
      'order_status refunded,order_status_detail refunded,payment_status_detail refunded,refund_status refunded,tool_word refunded',
    ],
    ['canceled by api', ['payment_status_detail canceled_by_api']],
    [
      'processed/accredited',
      'order_status processed,order_status_detail processed,order_status_detail accredited,payment_status_detail accredited',
    ],
    ['status=action_required', 'order_status action_required,order_status_detail action_required'],
    ['status_detail: in_review', ['payment_status_detail in_review']],
    ['9', ['exit_code 9']],
    ['exit 9', ['exit_code 9']],
    ['exit code 9', ['exit_code 9']],
    ['EXIT_CODE_9', ['exit_code 9']],
    ['exit-code 130', ['exit_code 130']],
    ['143', ['exit_code 143']],
    ['500', ['error_code 500']],
    ['http 500', ['error_code http_5xx']],
    ['503', ['error_code http_5xx']],
    ['5xx', ['error_code http_5xx']],
    ['404', ['error_code http_404']],
    ['HTTP 429', ['error_code http_429']],
    ['418', []],
    ['exit 500', []],
    ['12', []],
    ['a/b/c', []],
  ])('%s', (thing, found) => {
    expect(namesOf(thing).join()).toBe(String(found));
  });

  test.each(hostile)('%j is nothing', (thing) => {
    expect(english.explain(thing)).toEqual([]);
  });

  test('fills the id in, when there is one that is safe to paste', () => {
    const next = (values?: { id: string }) => english.explain('created', values)[0]?.next;
    expect(next({ id })).toEqual([`mp-orders watch ${id}`, `mp-orders cancel ${id}`]);
    expect(next()).toEqual(['mp-orders watch <id>', 'mp-orders cancel <id>']);
    for (const bad of ['$(reboot)', 'a b', '--yes', "$&';ls", '']) {
      expect(next({ id: bad })).toEqual(next());
    }
  });
});

describe('nearest', () => {
  test.each([
    ['refnded', 'refunded'],
    ['Exipred', 'expired'],
    ['proccesed', 'processed'],
    ['cancelledd', 'canceled'],
    ['insuficient amount', 'insufficient_amount'],
    ['insufficient', 'insufficient_amount'],
    ['pos_notfound', 'pos_not_found'],
    ['ready-for-handlin', 'ready-for-handling'],
    ['oms07', 'OMS007'],
    ['authorised', 'authorized'],
    ['xyzzy', undefined],
    ['12', undefined],
    ['404404404', undefined],
    ['a'.repeat(100_000), undefined],
  ])('%.30s', (thing, name) => {
    expect(english.nearest(thing)[0]).toBe(name);
  });

  test('names three at most, each once', () => {
    const names = english.nearest('refunds');
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
  });

  test.each(hostile)('%j is near to nothing', (thing) => {
    expect(english.nearest(thing)).toEqual([]);
  });

  test('the sentence for the unknown gives the thing back as it came', () => {
    expect(english.unknown('$& {thing}')).toBe('Nothing is known here about "$& {thing}".');
    expect(portuguese.unknown('x')).toBe(
      'Não reconheço “x”: não é um código, um status nem o id de um pedido.',
    );
  });
});

describe('hintFor', () => {
  const refused = 'The access token was refused: `mp-orders auth login` takes a new one.';
  const fault =
    "Try again in a while, a change under the same idempotency key; if it stays, tell the provider's support, with the request id if there is one.";

  test.each([
    ['unauthorized', 401, refused],
    ['brand_new_code', 401, refused],
    [undefined, 401, refused],
    [undefined, 503, fault],
    ['brand_new_code', 599, fault],
    ['order_already_cancelled', 409, english.hintFor('order_already_canceled', 409)],
    ['invalid_amount', undefined, 'Write amounts such as 50 or 24.50.'],
    ['brand_new_code', undefined, undefined],
    ['brand_new_code', 418, undefined],
    [undefined, undefined, undefined],
    [undefined, 200, undefined],
    // A status or an exit code of the same name is no error code.
    ['refunded', undefined, undefined],
    ['9', undefined, undefined],
  ])('%s, %s', (code, status, hint) => {
    expect(english.hintFor(code, status)).toBe(hint);
  });

  test.each(hostile)('%j has the hint of its status only', (code) => {
    expect(english.hintFor(code, undefined)).toBeUndefined();
    expect(english.hintFor(code, 401)).toBe(refused);
  });
});

describe('with the order system that answered', () => {
  const hintOf = (code: string) => english.hintFor(code, undefined);

  test.each([
    ['mollie', undefined, 401, 'mollie_unauthorized'],
    ['mollie', 'http_404', 404, 'mollie_not_found'],
    ['mollie', 'mollie_wrong_mode', 404, 'mollie_wrong_mode'],
    ['mollie', undefined, 410, 'mollie_gone'],
    ['mollie', 'brand_new_code', 422, 'mollie_unprocessable'],
    ['mollie', undefined, 502, 'mollie_unavailable'],
    ['mollie', 'outcome_unknown', undefined, 'mollie_outcome_unknown'],
    ['mollie', 'not_signed_in', undefined, 'mollie_not_signed_in'],
    ['mollie', undefined, 423, 'http_423'],
    ['mollie', 'unreachable', undefined, 'unreachable'],
    ['vtex', 'OMS007', 404, 'OMS007'],
    ['vtex', '1', 401, 'vtex_unauthorized'],
    ['vtex', 'OMS999', 400, 'vtex_bad_request'],
    ['vtex', 'outcome_unknown', undefined, 'vtex_outcome_unknown'],
    ['vtex', 'unexpected_answer', 200, 'vtex_unexpected_answer'],
    ['vtex', 'invalid_usage', undefined, 'invalid_usage'],
    // A word of Mercado Pago's pages, which means nothing of the kind elsewhere.
    ['vtex', '500', 500, 'vtex_unavailable'],
    ['vtex', 'internal_error', 409, 'http_409'],
    ['mercadopago', '500', 500, '500'],
    ['mercadopago', undefined, 401, 'http_401'],
    ['mercadopago', 'outcome_unknown', undefined, 'outcome_unknown'],
    ['a fourth one', undefined, 401, 'http_401'],
    ['constructor', undefined, 401, 'http_401'],
    [undefined, 'outcome_unknown', undefined, 'outcome_unknown'],
  ])('%s, %s, %s has the hint of %s', (provider, code, status, name) => {
    expect(hintOf(name)).toBeDefined();
    expect(english.hintFor(code, status, { system: provider })).toBe(hintOf(name));
  });

  test('the hint after a lost cancel tells nobody to repeat it on VTEX', () => {
    const lost = [english, spanish, portuguese].map((one) =>
      one.hintFor('outcome_unknown', undefined, { system: 'vtex' }),
    );
    expect(lost.map((hint) => hint?.split(' ')[0])).toEqual(['Do', 'No', 'Não']);
    expect(english.nextFor('outcome_unknown', undefined, { id }, { system: 'vtex' })).toEqual([
      `mp-orders get ${id}`,
    ]);
  });

  test('what to type next is of that system too', () => {
    expect(english.nextFor('not_signed_in', undefined, {}, { system: 'vtex' })).toEqual([
      'mp-orders auth login --provider vtex',
    ]);
    expect(english.nextFor('mollie_not_cancelable', 400, { id: 'ord_8wmqcHMN4U' })).toEqual([
      'mp-orders get ord_8wmqcHMN4U',
      'mp-orders refund ord_8wmqcHMN4U',
    ]);
  });
});

describe('explainStatus', () => {
  const explained = (provider: string, status: string) =>
    english.explainStatus(provider, status, { id }).map(({ kind, name }) => `${kind} ${name}`);

  test.each([
    ['mercadopago', 'canceled', ['order_status canceled']],
    ['mollie', 'canceled', ['mollie_status canceled']],
    ['vtex', 'canceled', ['vtex_status canceled']],
    ['vtex', 'ready-for-handling', ['vtex_status ready-for-handling']],
    ['mollie', 'processed', []],
    ['vtex', 'brand-new', []],
    ['vtex', 'constructor', []],
    ['a fourth one', 'canceled', []],
    ['constructor', 'canceled', []],
  ])('%s %s', (provider, status, found) => {
    expect(explained(provider, status)).toEqual(found);
  });

  test('fills the id in', () => {
    const [one] = english.explainStatus('vtex', 'handling', { id: 'v502556llux-01' });
    expect([one?.mover, one?.next]).toEqual([
      'seller',
      [
        'mp-orders get v502556llux-01',
        'mp-orders cancel v502556llux-01',
        'mp-orders cancel v502556llux-01 --confirm-second',
      ],
    ]);
    expect(english.explainStatus('mollie', 'created')[0]?.next).toEqual([
      'mp-orders watch <id>',
      'mp-orders cancel <id>',
    ]);
  });
});

describe('statusPhraseOf', () => {
  test.each([
    ['mercadopago', 'processed', 'order', 'paid'],
    ['mollie', 'shipping', 'order', 'partly shipped'],
    ['mollie', 'completed', 'line', 'shipped'],
    ['mollie', 'expired', 'order', 'its time ran out'],
    // A line does not expire; its order does.
    ['mollie', 'expired', 'line', undefined],
    ['vtex', 'invoiced', 'order', 'invoiced, the sale is made'],
    // Neither system gives a line a status.
    ['vtex', 'invoiced', 'line', undefined],
    ['mercadopago', 'processed', 'line', undefined],
    ['vtex', 'processed', 'order', undefined],
    ['a fourth one', 'canceled', 'order', undefined],
    ['toString', 'canceled', 'order', undefined],
  ] as const)('%s %s of the %s', (provider, status, what, phrase) => {
    expect(english.statusPhraseOf(provider, status, what)).toBe(phrase);
  });

  test('is of the order unless told otherwise, in each language', () => {
    const all = [english, spanish, portuguese];
    expect(all.map((catalogue) => catalogue.statusPhraseOf('vtex', 'canceled'))).toEqual([
      'canceled',
      'cancelada',
      'cancelado',
    ]);
  });
});

describe('statusPhrase', () => {
  test.each([
    ['created', 'waiting for payment', 'esperando el pago', 'aguardando o pagamento'],
    ['processed', 'paid', 'pagada', 'pago'],
    [
      'cancelled',
      'canceled, cannot be paid any more',
      'cancelada, ya no se puede pagar',
      'cancelado, não pode mais ser pago',
    ],
    ['brand_new', undefined, undefined, undefined],
    ['constructor', undefined, undefined, undefined],
    ['insufficient_amount', undefined, undefined, undefined],
  ])('%s', (status, ...phrases) => {
    const all = [english, spanish, portuguese];
    expect(all.map((catalogue) => catalogue.statusPhrase(status))).toEqual(phrases);
  });

  test('of a detail', () => {
    expect(english.statusPhrase('partially_refunded', 'order_status_detail')).toBe(
      'paid, a part refunded',
    );
    expect(english.statusPhrase('insufficient_amount', 'payment_status_detail')).toBe(
      'refused: not enough money',
    );
  });
});

describe('nextFor gives what can be pasted', () => {
  test.each([
    ['unauthorized', 401, {}, ['mp-orders auth status', 'mp-orders auth login']],
    ['cannot_cancel_order', 409, { id }, [`mp-orders get ${id}`, `mp-orders refund ${id}`]],
    ['cannot_cancel_order', 409, {}, []],
    ['cannot_cancel_order', 409, { id: 'a; ls' }, []],
    ['brand_new_code', 409, { id }, [`mp-orders get ${id}`]],
    ['internal_error', 500, { id }, []],
    ['property_type', 400, {}, []],
    ['constructor', undefined, { id }, []],
    [undefined, undefined, {}, []],
  ])('%s, %s, %j', (code, status, values, next) => {
    expect(english.nextFor(code, status, values)).toEqual(next);
  });
});

describe('the codes of points of sale are found in capitals and in small letters', () => {
  test.each(['INVALID_EXTERNAL_ID', 'invalid_external_id', 'Point_Of_Sale_Exists'])(
    '%s',
    (code) => {
      expect(english.hintFor(code, 400, { system: 'mercadopago' })).toBe(
        english.explain(code.toLowerCase())[0]?.hint,
      );
      expect(english.explain(code)).toHaveLength(1);
    },
  );
});

test.each([
  ['create', /^No order was made: /],
  ['refund', /^Look at the order again /],
  [undefined, /^Look at the order again /],
])('an unknown 409 of a %s', (action, hint) => {
  expect(english.hintFor('what_is_this', 409, { system: 'mercadopago', action })).toMatch(hint);
});
