import { describe, expect, test } from '@jest/globals';
import { golden, goldenFolder } from '../../helpers/golden.ts';
import { orderId, paidOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const me = answer(200, { id: 1, nickname: 'SHOP1', site_id: 'MLA', tags: [] });
const refused = answer(404, {
  errors: [{ code: 'order_not_found', message: 'Order not found', details: [`no ${orderId}`] }],
});
const posPage = answer(200, {
  paging: { total: 1 },
  results: [
    {
      id: 7,
      name: 'Counter',
      external_id: 'COUNTER1',
      store_id: '9',
      qr: { image: 'https://example.com/qr.png' },
    },
  ],
});

/** The order, and a search that finds it and no other. */
function orderAndSearch(request: Request): Response | Promise<Response> {
  const page = { data: [paidOrder], paging: { total_pages: '1' } };
  return answer(200, request.url.includes('?') ? page : paidOrder)(request);
}

/** Whole commands, whose views are made of more than an order. */
const views: [name: string, argv: string[], step: Step][] = [
  ['explain-code', ['explain', 'pos_not_found'], me],
  ['explain-exit-code', ['explain', 'exit', '8'], me],
  ['explain-order', ['explain', orderId], orderAndSearch],
  ['error-with-hint', ['get', orderId], refused],
  ['auth-status', ['auth', 'status'], me],
  ['auth-list', ['auth', 'list'], me],
  ['pos-list', ['pos', 'list'], posPage],
  ['pos-show', ['pos', 'show', 'COUNTER1'], posPage],
  ['dry-run', ['cancel', orderId, '--dry-run'], me],
];

const screens = [60, 80, 200, undefined];

describe.each(views)('%s', (name, argv, step) => {
  test.each(['en', 'es', 'pt'])(
    'in %s, at 60, 80 and 200 columns and off a terminal',
    async (lang) => {
      const shown: string[] = [];
      for (const columns of screens) {
        const { fetch } = scriptedFetch(step);
        const terminal = columns === undefined ? undefined : { columns };
        const { code, stdout, stderr } = await run([...argv, '--lang', lang], {
          env,
          fetch,
          terminal,
        });
        shown.push(
          `== ${columns ?? 'no terminal'}: exit code ${code}\n${stdout}-- stderr\n${stderr}`,
        );
      }
      const text = shown.join('\n');
      expect(text).toBe(golden(`${goldenFolder('commands')}${name}.${lang}.txt`, text));
    },
  );
});
