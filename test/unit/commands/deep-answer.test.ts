import { expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';

const depth = 200_000;

/** An order with a field that is nested deeper than any recursion reaches. */
const deep = (open: string, close: string) =>
  JSON.stringify(wireOrder({ deep: 'HOLE' })).replace(
    '"HOLE"',
    `${open.repeat(depth)}1${close.repeat(depth)}`,
  );

const answers = [
  ['lists', deep('[', ']')],
  ['objects', deep('{"a":', '}')],
] as const;

const forms = [[], ['--all'], ['--json'], ['--field', 'id'], ['--field', 'deep']];

test.each(answers.flatMap(([what, answer]) => forms.map((form) => [what, form, answer] as const)))(
  'an order with 200,000 %s in each other is shown: %j',
  async (_what, form, answer) => {
    for (const terminal of [undefined, { columns: 80 }]) {
      const { code, stdout, stderr } = await run(['get', orderId, ...form], {
        ...(terminal && { terminal }),
        env: { MP_ACCESS_TOKEN: 'APP_USR-1234-live' },
        fetch: async () => new Response(answer),
      });
      const isWhole = form[0] === '--json' ? stdout.replace(/\s/g, '') === answer : stdout !== '';
      expect({ code, stderr, isWhole }).toEqual({ code: 0, stderr: '', isWhole: true });
    }
  },
);
