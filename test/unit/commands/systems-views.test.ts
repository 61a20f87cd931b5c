import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, words } from '../../helpers/sandbox-machine.ts';

const terminal = { columns: 100 };
const systems = ['mercadopago', 'mollie', 'vtex'] as const;

describe.each(systems)('%s on the sandbox', (system) => {
  test('get --json is the provider’s own answer, to the letter', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add(system);
    const result = await machine.run(['get', id, '--json', '-q'], { door: true });
    const [read] = machine.sent;
    expect([machine.methods, result]).toEqual([
      'GET',
      { code: 0, stdout: `${read?.answer}\n`, stderr: '' },
    ]);
  });

  test('list has every order, newest first; with --json in the list’s own words', async () => {
    const machine = new SandboxMachine();
    const ids: string[] = [];
    while (ids.length < 3) {
      ids.unshift((await machine.add(system)).id);
      machine.pass(60_000);
    }
    const argv = ['list', '--provider', system];
    const rows = await machine.run([...argv, '-q']);
    const json = await machine.run([...argv, '--json', '-q']);
    const documents = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([rows.code, rows.stdout.split('\n').map((row) => row.split('\t')[0])]).toEqual([
      0,
      [...ids, ''],
    ]);
    expect(documents.map((one) => one.orderId ?? one.id)).toEqual(ids);
  });

  test('list finds by status, and by date', async () => {
    const machine = new SandboxMachine();
    const other = { mercadopago: 'processed', mollie: 'paid', vtex: 'invoiced' }[system];
    await machine.add(system);
    const { id } = await machine.add(system, '--status', other);
    machine.pass(3600_000);
    const field = system === 'vtex' ? 'orderId' : 'id';
    const argv = ['list', '--provider', system, '--field', field, '-q'];
    const byStatus = await machine.run([...argv, '--status', other]);
    const lately = await machine.run([...argv, '--from', '10m']);
    expect([byStatus.stdout, lately.stdout]).toEqual([`${id}\n`, '']);
  });

  test('explain says what the order’s status means, and what to type next', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add(system);
    const result = await machine.run(['explain', id], { terminal });
    expect([result.code, result.stdout]).toEqual([0, expect.stringContaining(id)]);
    expect(result.stdout).toContain(String(order.status));
    expect(result.stdout).toMatch(/^What it means {2}\S/m);
    expect(result.stdout).toMatch(new RegExp(`^Type next +mp-orders \\w+ ${id} --sandbox$`, 'm'));
  });
});

describe('explain, of every status of', () => {
  test.each([
    ['mollie', 'created pending authorized paid shipping completed canceled expired'],
    [
      'vtex',
      'waiting-for-authorization payment-pending payment-approved window-to-cancel ready-for-handling start-handling handling invoice invoiced request-cancel cancellation-requested cancel canceled cancellation-request-denied replaced incomplete',
    ],
  ])('%s, in three languages', async (system, statuses) => {
    const machine = new SandboxMachine();
    for (const status of statuses.split(' ')) {
      const { id } = await machine.add(system, '--status', status);
      const meanings = [];
      for (const lang of ['en', 'es', 'pt']) {
        const argv = ['explain', id, '--lang', lang, '--json', '-q'];
        const { code, stdout } = await machine.run(argv);
        const { explanations } = JSON.parse(stdout) as { explanations: { meaning: string }[] };
        expect([status, code, explanations.length]).toEqual([status, 0, 1]);
        meanings.push(explanations[0]?.meaning);
      }
      expect(new Set(meanings).size).toBe(3);
    }
  });
});

describe('watch', () => {
  test.each([
    ['mollie', 'paid', 0, ''],
    ['mollie', 'completed', 0, ''],
    [
      'mollie',
      'canceled',
      9,
      'The order is canceled: it will not be paid or completed any more.\n',
    ],
    ['mollie', 'expired', 9, 'The order is expired: it will not be paid or completed any more.\n'],
    ['mollie', 'created', 10, 'Not paid or completed after 10 s; the order is created.\n'],
    ['mollie', 'shipping', 10, 'Not paid or completed after 10 s; the order is shipping.\n'],
    ['vtex', 'invoiced', 0, ''],
    ['vtex', 'canceled', 9, 'The order is canceled: it will not be invoiced any more.\n'],
    ['vtex', 'replaced', 9, 'The order is replaced: it will not be invoiced any more.\n'],
    ['vtex', 'handling', 10, 'Not invoiced after 10 s; the order is handling.\n'],
    [
      'vtex',
      'workflow-error',
      9,
      'The order is ready-for-handling, and its workflow stopped with an error: check it in VTEX.\n',
    ],
  ])('of a %s order that is %s ends with %i', async (system, status, code, told) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add(system, '--status', status);
    const result = await machine.run(['watch', id, '--timeout', '10s']);
    const [row = ''] = result.stdout.split('\n');
    const shownStatus = status === 'workflow-error' ? 'ready-for-handling' : status;
    expect([result.code, row.split('\t').slice(1, 3), words(result.stderr, id)]).toEqual([
      code,
      [id, shownStatus],
      told,
    ]);
  });

  test.each([
    [[], 9],
    [['--until', 'canceled'], 0],
  ])(
    'believes VTEX’s canceled when it was read twice in a row: %j ends with %i',
    async (flags, code) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('vtex', '--status', 'canceled');
      const result = await machine.run(['watch', id, ...flags], { door: true });
      expect([result.code, machine.methods]).toEqual([code, 'GET GET']);
    },
  );

  test('goes on when VTEX’s canceled flips back', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'canceled');
    const moves = ['handling', 'invoiced'];
    const result = await machine.run(['watch', id, '--until', 'canceled'], {
      onSleep: async () => {
        const [status] = moves.splice(0, 1);
        if (status) await machine.run(['sandbox', 'move', id, status], { plain: true });
      },
    });
    const seen = result.stdout.split('\n').map((row) => row.split('\t')[2]);
    expect([result.code, seen]).toEqual([9, ['canceled', 'handling', 'invoiced', undefined]]);
  });

  test('ends when the workflow of a VTEX order breaks while it is watched', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'handling');
    let sleeps = 0;
    const result = await machine.run(['watch', id, '--json', '-q'], {
      onSleep: async () => {
        sleeps += 1;
        const move = ['sandbox', 'move', id, 'workflow-error'];
        if (sleeps === 2) await machine.run(move, { plain: true });
      },
    });
    const events = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { answer: { workflowIsInError: boolean } });
    expect([result.code, events.map(({ answer }) => answer.workflowIsInError)]).toEqual([
      9,
      [false, true],
    ]);
  });

  test('tells every step of a cancel that another hand sent', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('vtex', '--status', 'payment-approved', '--delay', '9s');
    const first = await machine.run(['cancel', id, '--field', 'outcome', '-q']);
    const result = await machine.run(['watch', id, '--until', 'canceled', '-q']);
    const seen = result.stdout.split('\n').map((row) => row.split('\t')[2]);
    expect([first.stdout, result.code, seen]).toEqual([
      'requested\n',
      0,
      ['request-cancel', 'cancellation-requested', 'cancel', 'canceled', undefined],
    ]);
  });
});

/** What the sandbox's orders hold of people and their cards: all of it made up. */
const secretsOfPeople = {
  mollie: [
    'Fenna',
    'fenna.voorbeeld@example.org',
    '+31200000000',
    'Verzonnenstraat',
    '0000 ZZ',
    'Voorbeeldstad',
    '1990-01-31',
  ],
  vtex: [
    'Fulana',
    'FULANA',
    'de Tal',
    'fulana.de.tal@example.org',
    '000.000.001-91',
    '+550000000000',
    'Rua Inventada',
    '00000-000',
    'Cidade Exemplo',
    '************0002',
    'Visa',
    '2099',
  ],
} as const;

describe.each(['mollie', 'vtex'] as const)('of people and cards, %s’s', (system) => {
  const hidden = secretsOfPeople[system];
  const heldBy = (text: string) => hidden.filter((one) => text.includes(one));
  const status = { mollie: 'shipping', vtex: 'handling' }[system];

  test.each([
    ['get', ['get', '<id>']],
    ['list', ['list', '--provider', system]],
    ['watch', ['watch', '<id>', '--timeout', '4s']],
    ['explain', ['explain', '<id>']],
    ['cancel', ['cancel', '<id>']],
  ])('%s shows nothing, on a terminal or off one', async (_verb, argv) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add(system, '--status', status);
    const typed = argv.map((word) => (word === '<id>' ? id : word));
    const printed = [await machine.run(typed, { terminal }), await machine.run(typed)];
    for (const { stdout, stderr } of printed) expect(heldBy(stdout + stderr)).toEqual([]);
    expect(printed[0]?.stdout).not.toBe('');
  });

  test('get --all and --json show everything', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add(system, '--status', status);
    const all = await machine.run(['get', id, '--all'], { terminal: { columns: 200 } });
    const piped = await machine.run(['get', id, '--all']);
    const json = await machine.run(['get', id, '--json']);
    expect([all, piped, json].map(({ stdout }) => heldBy(stdout))).toEqual([
      hidden,
      hidden,
      hidden,
    ]);
  });
});

test('VTEX’s cents are told by the order’s own decimal digits', async () => {
  const machine = new SandboxMachine();
  const flags = ['--profile', 'sandbox-vtex-cl'];
  const add = ['sandbox', 'add', 'vtex', '--json', '-q', ...flags];
  const made = JSON.parse((await machine.run(add, { plain: true })).stdout) as {
    orderId: string;
    value: number;
  };
  const { stdout } = await machine.run(['get', made.orderId, ...flags], { terminal });
  const real = await machine.add('vtex');
  const reais = await machine.run(['get', real.id], { terminal });
  const cents = (Number(real.order.value) / 100).toFixed(2);
  expect([/^Amount +(.*)$/m.exec(stdout)?.[1], /^Amount +(.*)$/m.exec(reais.stdout)?.[1]]).toEqual([
    `${made.value} CLP`,
    `${cents} BRL`,
  ]);
});
