import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

const operator = 'ana@caja1';

/** An order with an e-mail in it, that was paid, and of which a refund was refused. */
async function refused() {
  const machine = new SandboxMachine();
  const flags = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--reference', 'V-1'];
  const about = ['--description', 'for eva@example.com', '--idempotency-key', 'till-1/1'];
  const argv = ['create', '--amount', '24.50', ...flags, ...about, '--field', 'id', '-q'];
  const id = (await machine.run(argv)).stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  machine.pass(60_000);
  await machine.run(['refund', id, '--amount', '90', '-q']);
  return { machine, id };
}

/** A payer as Mercado Pago may tell of one. */
const withPayer = (_path: string, text: string) =>
  text.replace(
    '"type":"qr"',
    '"type":"qr","payer":{"first_name":"Eva","email":"eva@example.com","identification":{"number":"30123456"}}',
  );

describe('report', () => {
  test('has what happened, request ids, curl lines and versions, and nothing about a person', async () => {
    const { machine, id } = await refused();
    const { code, stdout } = await machine.run(['report', ` #${id.toLowerCase()} `, '-q'], {
      door: true,
      answers: withPayer,
    });
    const { stdout: history } = await machine.run(['history', id, '--json'], { plain: true });
    const requestIds = [...history.matchAll(/"request_id":"([^"]+)"/g)].map(([, one = '']) => one);
    expect([code, requestIds.length]).toEqual([0, 2]);
    const needed = [
      ...requestIds,
      `# Report on order ${id}`,
      'mp-orders 0.',
      'Node.js v20.3.0',
      '- 2026-11-21T19:31:00.000Z: Refund of 90 ARS: refused (refund_amount_exceeds); from here;',
      `curl -X GET 'http://127.0.0.1:4010/v1/orders/${id}' -H "authorization: Bearer $MP_ACCESS_TOKEN"`,
      `# curl -X POST 'http://127.0.0.1:4010/v1/orders/${id}/refund'`,
      "-H 'x-idempotency-key: till-1/1'",
      '"external_reference": "V-1"',
      '- user@host (2)',
      '- payer.email',
      '- payer.identification.number',
    ];
    expect(needed.filter((one) => !stdout.includes(one))).toEqual([]);
    const secret = ['APP_USR-', 'eva@example.com', 'Eva', '30123456', operator, 'ana@'];
    expect(secret.filter((one) => stdout.includes(one))).toEqual([]);
  });

  test('keeps the request id of a refund whose end another look told', async () => {
    const { machine, id } = await refused();
    await machine.run(['sandbox', 'refunds', 'failing:1s', '-q'], { plain: true });
    const refund = (amount: string) => machine.run(['refund', id, '--amount', amount, '-q']);
    await refund('3');
    const { stdout: before } = await machine.run(['history', id, '--json', '--limit', '1']);
    const { request_id: requestId } = JSON.parse(before) as { request_id: string };
    machine.pass(60_000);
    await refund('4');
    const { stdout } = await machine.run(['report', id, '--json', '-q']);
    const { requests } = JSON.parse(stdout) as { requests: Record<string, string>[] };
    expect(requests.map((one) => [one.outcome, typeof one.request_id])).toEqual([
      ...[
        ['created', 'string'],
        ['refused', 'string'],
      ],
      ...[
        ['failed', 'string'],
        ['requested', 'string'],
      ],
    ]);
    const { code, stdout: found } = await machine.run(['find', requestId, '-q']);
    expect([code, found.split('\t').slice(0, 2)]).toEqual([0, [id, 'request id']]);
  });

  test('is a document with --json, of the same facts', async () => {
    const { machine, id } = await refused();
    const { stdout } = await machine.run(['report', id, '--json', '-q']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ id, unread: null, at: '2026-11-21T19:31:00.000Z' },
      facts: { Reference: 'V-1' },
      requests: [
        { action: 'create', outcome: 'created', key: 'till-1/1' },
        { action: 'refund', outcome: 'refused', code: 'refund_amount_exceeds', http_status: 400 },
      ],
      order: { id, description: 'for [e-mail removed]' },
      removed: expect.arrayContaining(['user@host (2)']),
    });
    expect(stdout).not.toContain(operator);
  });

  test('is written to a file that was not there, in the language of its user', async () => {
    const { machine, id } = await refused();
    const file = join(machine.home, 'report.md');
    const written = await machine.run(['report', id, '--out', file, '--lang', 'es']);
    expect([written.code, written.stdout]).toEqual([0, '']);
    expect(written.stderr).toContain(`El informe está en ${file}.`);
    expect(readFileSync(file, 'utf8')).toContain(`# Informe de la orden ${id}\n`);
    writeFileSync(file, 'mine');
    const again = await machine.run(['report', id, '--out', file]);
    expect([again.code, readFileSync(file, 'utf8')]).toEqual([2, 'mine']);
  });

  test('of an order that cannot be read tells the error, where something was sent from here', async () => {
    const { machine, id } = await refused();
    const argv = ['report', id, '--retries', '0', '-q'];
    const { code, stdout } = await machine.run(argv, { door: () => 503 });
    expect([code, stdout.includes('(http_503, HTTP 503'), stdout.includes('till-1/1')]).toEqual([
      ...[0, true, true],
    ]);
  });

  test('of an order that nothing is known of is the error itself', async () => {
    const machine = new SandboxMachine();
    const { code, stdout } = await machine.run(['report', 'ORDTST01M8HR80361RG0HJ408V0VJ8RR']);
    expect([code, stdout]).toEqual([5, '']);
  });
});
