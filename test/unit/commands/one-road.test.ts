import { expect, test } from '@jest/globals';
import { SandboxMachine, type Loss } from '../../helpers/sandbox-machine.ts';

type Ways = Readonly<Record<string, (verb: string, ids: readonly string[]) => string[]>>;

/** How the same orders can be named to a verb; a verb must not tell from it what it does. */
const ways: Ways = {
  'one after the other': (verb, ids) => [verb, ...ids],
  'several at once': (verb, ids) => [verb, ...ids, '--concurrency', '2'],
  'on stdin': (verb) => [verb, '-', '--concurrency', '1'],
};

/** The cancel gets no answer, and its order cannot be read after that. */
const unanswered: Loss = (method, count) =>
  method === 'POST' ? 'after' : count > 1 ? 'before' : undefined;

const cannotBe = 'ORDTST01AAAAAAAAAAAAAAAAAAAAAAAA';

test.each(
  Object.keys(ways).flatMap((way) => [
    [way, 'get', 'created', 'status', 'created'] as const,
    [way, 'cancel', 'created', 'outcome', 'canceled'] as const,
    [way, 'refund', 'processed', 'outcome', 'refunded'] as const,
  ]),
)('%s: %s of orders that are %s', async (way, verb, status, field, reached) => {
  const machine = new SandboxMachine();
  const add = async () => (await machine.add('mercadopago', '--status', status)).id;
  const [one, other] = [await add(), await add()];
  const ids = [one, cannotBe, other];
  const argv = [...(ways[way]?.(verb, ids) ?? []), '--field', 'id', '--field', field, '-q'];
  const { code, stdout, stderr } = await machine.run(argv, { stdin: ids.join('\n') });
  const done = stdout.split('\n').filter((line) => line.endsWith(`\t${reached}`));
  expect({ code, done: done.sort() }).toEqual({
    code: 11,
    done: [`${one}\t${reached}`, `${other}\t${reached}`].sort(),
  });
  expect(stderr).toContain(`${cannotBe}: `);
});

test.each(['get', 'cancel', 'refund'])(
  '%s of one order that is not there: its error is the command’s',
  async (verb) => {
    const { code, stderr } = await new SandboxMachine().run([verb, cannotBe, '-q']);
    expect([code, stderr.includes(`${cannotBe}: `)]).toEqual([5, false]);
  },
);

test.each(
  Object.entries({ 'by itself': (verb: string, [id = '']) => [verb, id], ...ways } as Ways),
)(
  'a cancel that waits for an earlier one, %s, has the document of what is not known',
  async (_way, argvOf) => {
    const machine = new SandboxMachine();
    const lost = (await machine.add('vtex', '--status', 'handling')).id;
    const free = (await machine.add('vtex', '--status', 'handling')).id;
    await machine.run(['cancel', lost, '-q'], { door: unanswered });
    const argv = [...argvOf('cancel', [lost, free]), '--json', '-q'];
    const { stdout } = await machine.run(argv, { door: true, stdin: `${lost}\n${free}\n` });
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const posted = machine.sent.filter(({ method }) => method === 'POST');
    expect(told).toContainEqual(
      expect.objectContaining({ outcome: 'unknown', provider: 'vtex', id: lost, answer: null }),
    );
    expect(posted.some(({ path }) => path.includes(lost))).toBe(false);
  },
);
