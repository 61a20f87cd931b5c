import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';

/** With `--json` an error is a line of its own, and what is said beside it stands in it. */

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const account = 'Account: that of MP_ACCESS_TOKEN; it may be live.';
const canceled = answer(200, wireOrder({ status: 'canceled', status_detail: 'canceled' }));
const denied = {
  ...{ id: orderId, status: 'processed', status_detail: 'accredited' },
  transactions: { refunds: [{ id: 'REF1', amount: '50.00', status: 'rejected' }] },
};
const refused = (status: number, code: string) => answer(status, { errors: [{ code }] });

interface Case {
  argv: string[];
  steps: Step[];
  code: number;
  error: string;
  notes: string[];
}

const cases: readonly [what: string, Case][] = [
  [
    'a cancel of what is canceled',
    {
      argv: ['cancel', orderId],
      steps: [refused(409, 'order_already_canceled'), canceled],
      ...{ code: 6, error: 'order_already_canceled', notes: [account] },
    },
  ],
  [
    'a refund that is denied',
    {
      argv: ['refund', orderId],
      steps: [answer(201, denied)],
      ...{ code: 6, error: 'refund_denied', notes: [account] },
    },
  ],
  [
    'a search for a status that is not known',
    {
      argv: ['list', '--status', 'in_review'],
      steps: [refused(400, 'invalid_parameter')],
      ...{
        ...{ code: 3, error: 'invalid_parameter' },
        notes: [
          'Warning: --status: "in_review" is not known to this version. Known statuses: created, processing, action_required, at_terminal, processed, canceled, expired, refunded, failed and charged_back.',
        ],
      },
    },
  ],
];

describe.each(cases)('%s', (_what, { argv, steps, code, error, notes }) => {
  test('has one line on stderr, with the notes in it', async () => {
    const { fetch } = scriptedFetch(...steps);
    const result = await run([...argv, '--json'], { env, fetch });
    expect([result.code, result.stderr.trimEnd().split('\n').length]).toEqual([code, 1]);
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: error, notes } });
  });

  test('says the same in lines to people', async () => {
    const { fetch } = scriptedFetch(...steps);
    const { stderr } = await run(argv, { env, fetch });
    expect(notes.every((note) => stderr.includes(note))).toBe(true);
  });
});

test('each of several orders has its own line, and the notes stand in the first', async () => {
  const { fetch } = scriptedFetch(
    ...[refused(409, 'order_already_canceled'), canceled, refused(404, 'order_not_found')],
  );
  const other = 'ORD01J67CQQH5904WDBVZEM4JMEP9';
  const { code, stderr } = await run(['cancel', orderId, other, '--json'], { env, fetch });
  const errors = stderr
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { error: { code: string; notes: string[] } }).error);
  expect([code, errors.map((error) => [error.code, error.notes])]).toEqual([
    11,
    [
      ['order_already_canceled', [account]],
      ['order_not_found', []],
    ],
  ]);
});
