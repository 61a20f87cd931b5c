import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, type MachineOptions } from '../../helpers/sandbox-machine.ts';

/*
 * What a support desk is called about, from the first words of the caller to the answer: in two commands
 * at most, in its language. What is asserted are the facts that the answer has to hold.
 */

const minute = 60_000;
const screen = { columns: 200, rows: 60 };

/** A desk: the machine of the shop's till, unless its journal is forgotten. */
class Desk {
  readonly machine = new SandboxMachine();

  constructor(readonly lang: 'es' | 'pt' = 'es') {}

  /** What the till did before anybody called. */
  async till(...argv: string[]): Promise<string> {
    const { stdout } = await this.machine.run([...argv, '-q'], { operator: 'eva@caja3' });
    return stdout.trim();
  }

  async customer(...argv: string[]): Promise<string> {
    const { stdout } = await this.machine.run(['sandbox', ...argv, '-q'], { plain: true });
    return stdout.trim();
  }

  /** Makes a sale, which is paid unless told otherwise, and gives its order's id. */
  async sell(
    amount: string,
    reference: string,
    { mode = 'dynamic', pay = true, flags = [] as string[] } = {},
  ): Promise<string> {
    const at = ['--pos', 'EXTERNALPOS019285', '--mode', mode, '--reference', reference, ...flags];
    const id = await this.till('create', '--amount', amount, ...at, '--field', 'id');
    if (pay) await this.customer('pay', id);
    return id;
  }

  /** Goes to another machine, which sent nothing. */
  elsewhere(): void {
    rmSync(join(this.machine.home, 'journal'), { recursive: true });
  }

  /** A command that the desk types: what it sees, in one line. */
  async type(
    argv: string[],
    options: MachineOptions = {},
  ): Promise<{ code: number; seen: string }> {
    const { code, stdout, stderr } = await this.machine.run([...argv, '--lang', this.lang], {
      terminal: screen,
      operator: 'luis@mesa',
      ...options,
    });
    const seen = `${stdout}\n${stderr}`.replace(/[\s\u00a0]+/g, ' ');
    return { code, seen };
  }
}

/** What of these is not in a text. */
const missing = (seen: string, ...facts: (string | RegExp)[]): (string | RegExp)[] =>
  facts.filter((fact) => (typeof fact === 'string' ? !seen.includes(fact) : !fact.test(seen)));

describe('solved in two steps at most', () => {
  test('1: charged twice, the reference is known', async () => {
    const desk = new Desk();
    const [first, second] = [await desk.sell('24.50', 'V-1'), await desk.sell('24.50', 'V-1')];
    desk.elsewhere();
    const { seen } = await desk.type(['list', '--reference', 'V-1']);
    expect(missing(seen, first, second, '(x2)', 'V-1')).toEqual([]);
    const told = await desk.type(['explain', second]);
    expect(
      missing(told.seen, `¿Pagada dos veces? ${first} (processed, 24.50 ARS`, `refund ${second}`),
    ).toEqual([]);
  });

  test('2: the customer says paid, the till says no: the card was refused', async () => {
    const desk = new Desk();
    const id = await desk.sell('24.50', 'V-2', { pay: false });
    await desk.customer('fail', id, '--detail', 'insufficient_amount');
    const { seen } = await desk.type(['find', 'V-2']);
    expect(missing(seen, id, 'created')).toEqual([]);
    const told = await desk.type(['explain', id]);
    expect(missing(told.seen, 'Intentos rechazados 1: insufficient_amount', 'al cliente')).toEqual(
      [],
    );
  });

  test('3: a refund whose answer was lost', async () => {
    const desk = new Desk();
    const id = await desk.sell('24.50', 'V-3');
    const lost = ['refund', id, '--idempotency-key', 'R-3', '--retries', '0', '-q'];
    await desk.machine.run(lost, { door: (method) => (method === 'POST' ? 'after' : undefined) });
    const at = { door: true } as const;
    const { seen } = await desk.type(['explain', id], at);
    expect(missing(seen, 'Reembolso', 'order resume R-3', 'refunded')).toEqual([]);
    const { code } = await desk.type(['order', 'resume', 'R-3'], at);
    expect(code).toBe(0);
    expect((await desk.type(['explain', id], at)).seen).not.toContain('order resume R-3');
  });

  test('4: the till made a second order after exit code 8; the desk has another machine', async () => {
    const desk = new Desk();
    const at = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--reference', 'V-4'];
    // The same line would be refused: another till, or a version before, writes the amount otherwise.
    await desk.machine.run(['create', '--amount', '9.00', ...at, '--retries', '0', '-q'], {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    const paid = await desk.sell('9', 'V-4');
    desk.elsewhere();
    const { seen } = await desk.type(['find', 'V-4']);
    const ids = [...new Set(seen.match(/ORDTST[0-9A-Z]{26}/g))];
    const [lost = ''] = ids.filter((one) => one !== paid);
    expect([ids.length, ids.includes(paid)]).toEqual([2, true]);
    const told = await desk.type(['explain', lost]);
    expect(missing(told.seen, `Misma referencia ${paid} (processed`)).toEqual([]);
  });

  test.each([
    ['5', 'dynamic', 'uno propio, que ya no sirve'],
    ['6', 'static', 'el impreso de la caja: sigue sirviendo, con una orden nueva'],
  ])('%s: it says expired (%s)', async (_case, mode, code) => {
    const desk = new Desk();
    const id = await desk.sell('7', 'V-5', { mode, pay: false });
    desk.machine.pass(20 * minute);
    const { seen } = await desk.type(['explain', id]);
    expect(missing(seen, 'venció sin pago', /Venció el 2026-11-21 16:\d\d/, code)).toEqual([]);
  });

  test('7: a code does not scan: it was cut when it was copied', async () => {
    const desk = new Desk();
    const at = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const code = await desk.till('create', '--amount', '7', ...at, '--field', 'qr_data');
    const decoded = await desk.type(['qr', 'decode', code.slice(0, 85)]);
    expect([decoded.code, missing(decoded.seen, 'quedó cortado')]).toEqual([3, []]);
  });

  test('8: a code does not scan: which order is it of, and how is it drawn again?', async () => {
    const desk = new Desk();
    const at = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
    const json = await desk.till('create', '--amount', '7', ...at, '--json');
    const order = JSON.parse(json) as { id: string; type_response: { qr_data: string } };
    const { code, seen } = await desk.type(['find', order.type_response.qr_data]);
    expect([code, missing(seen, order.id)]).toEqual([0, []]);
    const drawn = await desk.type(['qr', 'show', order.id]);
    expect([drawn.code, missing(drawn.seen, '█', `mp-orders get ${order.id}`)]).toEqual([0, []]);
    // Another machine cannot know: nothing is claimed.
    desk.elsewhere();
    expect((await desk.type(['find', order.type_response.qr_data])).code).toBe(7);
  });

  test('9: a till shows pos_not_found', async () => {
    const desk = new Desk();
    const { seen } = await desk.type([
      'explain',
      'Error: Mercado Pago answered 404 [pos_not_found]',
    ]);
    expect(missing(seen, 'external_pos_id', 'mp-orders pos list', 'al integrador')).toEqual([]);
    const points = await desk.type(['pos', 'list']);
    expect(missing(points.seen, 'EXTERNALPOS019285')).toEqual([]);
  });

  test('10: only the operation number of the receipt', async () => {
    const desk = new Desk();
    const id = await desk.sell('24.50', 'V-10', { pay: false });
    const paid = await desk.customer('pay', id, '--json');
    const number = /"reference_id":"(\d+)"/.exec(paid)?.[1] ?? '';
    desk.elsewhere();
    const { code, seen } = await desk.type(['find', `#${number}`]);
    expect([code, missing(seen, id, 'processed', '24.50 ARS')]).toEqual([0, []]);
  });

  test('11: yesterday about 16:30, 24,50', async () => {
    const desk = new Desk();
    await desk.sell('24.50', 'V-11a');
    desk.machine.pass(24 * 60 * minute);
    const today = await desk.sell('24.50', 'V-11b');
    desk.elsewhere();
    const { code, seen } = await desk.type(['find', '$ 24,50', '--at', 'ayer 16:30']);
    expect([code, missing(seen, 'V-11a'), seen.includes(today)]).toEqual([0, [], false]);
  });

  test('12: a discount, a refund of a part, and one that is too large', async () => {
    const desk = new Desk();
    const id = await desk.sell('100', 'V-12', { flags: ['--discount', 'account_money=80'] });
    await desk.till('refund', id, '--amount', '30');
    const { seen } = await desk.type(['explain', id]);
    expect(
      missing(seen, 'Pagado 80 ARS', 'Reembolsado 30 ARS', 'Queda por reembolsar 50 ARS'),
    ).toEqual([]);
    const refused = await desk.type(['refund', id, '--amount', '60', '--yes']);
    expect([refused.code, missing(refused.seen, 'refund_amount_exceeds', '50')]).toEqual([3, []]);
  });

  test('13: an order of another account, and one of long ago', async () => {
    const desk = new Desk();
    const at = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--profile', 'sandbox-br'];
    const argv = ['create', '--amount', '7', ...at, '--field', 'id', '-q'];
    const id = (await desk.machine.run(argv, { plain: true })).stdout.trim();
    const { code, seen } = await desk.type(['get', id]);
    const next = /mp-orders get \S+ --profile sandbox-br/.exec(seen)?.[0] ?? '';
    expect([code, next]).toEqual([5, `mp-orders get ${id} --profile sandbox-br`]);
    const there = await desk.type(next.split(' ').slice(1), { plain: true });
    expect([there.code, missing(there.seen, id, 'created')]).toEqual([0, []]);
    const old = await desk.type(['get', 'ORDTST01J67CQQH5904WDBVZEM4JMEP3']);
    expect([old.code, missing(old.seen, 'tres meses')]).toEqual([5, []]);
  });

  test('14: a page in place of the answer, and no network at all', async () => {
    const desk = new Desk();
    const id = await desk.sell('7', 'V-14');
    const page = '<html><title>Portal del hotel</title></html>';
    const flags = ['--retries', '0'];
    const portal = await desk.type(['get', id, ...flags], { door: true, answers: () => page });
    const dead = await desk.type(['get', id, ...flags], { door: () => 'before' });
    expect([portal.code, missing(portal.seen, 'Portal del hotel')]).toEqual([7, []]);
    expect([dead.code, missing(dead.seen, 'http://127.0.0.1:4010', 'MP_ORDERS_BASE_URL')]).toEqual([
      ...[7, []],
    ]);
  });

  test('15: Mollie: refunded, and on its way', async () => {
    const desk = new Desk('pt');
    const { id } = await desk.machine.add('mollie', '--status', 'paid');
    await desk.till('refund', id);
    const { seen } = await desk.type(['explain', id]);
    expect(missing(seen, 'da Mollie', 'Todo o dinheiro do pedido está voltando')).toEqual([]);
    expect(seen).not.toContain('mp-orders refund');
  });

  test('16: VTEX: the seller said no to a cancel', async () => {
    const desk = new Desk('pt');
    const { id } = await desk.machine.add(
      ...(['vtex', '--status', 'handling', '--denies', '--delay', '1s'] as const),
    );
    await desk.till('cancel', id, '--reason', 'cliente desistiu');
    desk.machine.pass(2_000);
    const { seen } = await desk.type(['explain', id]);
    expect(
      missing(
        seen,
        'Motivo do cancelamento cliente desistiu',
        /Resposta do vendedor 2026-11-21 16:30:0\d -03:00: The parcel/,
        'por eva@caja3',
      ),
    ).toEqual([]);
    expect(seen).not.toContain('mp-orders cancel');
    expect(seen).not.toContain('ainda sem terminar');
  });

  test('17: who canceled it?', async () => {
    const desk = new Desk();
    const id = await desk.sell('7', 'V-17', { pay: false });
    desk.machine.pass(9 * minute);
    await desk.till('cancel', id);
    const { seen } = await desk.type(['explain', id]);
    expect(missing(seen, /16:39:00 Cancelación: cancelada; desde aquí, por eva@caja3/)).toEqual([]);
    desk.elsewhere();
    const there = await desk.type(['explain', id]);
    expect(missing(there.seen, 'no desde aquí')).toEqual([]);
  });
});
