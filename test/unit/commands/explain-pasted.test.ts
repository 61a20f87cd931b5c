import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';

async function names(thing: string): Promise<string[]> {
  const { code, stdout } = await run(['explain', thing, '--json']);
  if (code !== 0) return [`exit ${code}`];
  const { explanations } = JSON.parse(stdout) as { explanations: { name: string }[] };
  return [...new Set(explanations.map(({ name }) => name))];
}

describe('explain takes a code as it was pasted', () => {
  test.each([
    ['[pos_not_found]', 'pos_not_found'],
    ['error: pos_not_found', 'pos_not_found'],
    ['"pos_not_found",', 'pos_not_found'],
    ['Error: The POS was not found. [pos_not_found]', 'pos_not_found'],
    ['{"errors":[{"code":"pos_not_found","message":"No."}]}', 'pos_not_found'],
    ['{"error":{"code":"OMS007","message":"Order Not Found","exception":null}}', 'OMS007'],
    ['{"status":404,"title":"Not Found"}', 'http_404'],
    ['status 404', 'http_404'],
    ['HTTP/1.1 423 Locked', 'http_423'],
    ['approved', 'approved'],
    ['rejected', 'rejected'],
    ['in_mediation', 'in_mediation'],
    ['cc_rejected_insufficient_amount', 'insufficient_amount'],
    ['cc_rejected_bad_filled_security_code', 'bad_filled_card_data'],
    ['CC_REJECTED_HIGH_RISK', 'high_risk'],
    ['cc_rejected_other_reason', 'rejected'],
    ['charged_back', 'charged_back'],
    ['Aprobado', 'approved'],
    ['pagamento aprovado', 'approved'],
    ['Pago rechazado.', 'rejected'],
    ['recusado', 'rejected'],
    ['Em mediação', 'in_mediation'],
    ['contracargo', 'charged_back'],
    ['Compra rechazada', 'rejected'],
    ['vencida', 'expired'],
    ['estornado', 'refunded'],
    ['order.processed', 'processed'],
    ['[exit 8]', '8'],
    ['Error: getaddrinfo ENOTFOUND api.mercadopago.com', 'unreachable'],
    ['code: SELF_SIGNED_CERT_IN_CHAIN', 'untrusted_certificate'],
    ['Process completed with exit code 8.', '8'],
    ['script exited with code: 130', '130'],
    ['salió con el código de salida 8', '8'],
    ['código 8', '8'],
    ['código de saída 8', '8'],
    ['error 8', '8'],
    ['exit status 6', '6'],
    ['el script terminó con código 8', '8'],
    ['código 404', 'http_404'],
    ['Pagada', 'processed'],
    ['pago', 'paid'],
    ['paga', 'processed'],
    ['paid', 'processed'],
    ['Pago pendiente', 'pending'],
    ['creada', 'created'],
    ['criado', 'created'],
    ['Cancelada', 'canceled'],
    ['Em análise', 'processing'],
    ['devuelto', 'refunded'],
    ['devolución', 'refund'],
    ['cobrado dos veces', 'paid_twice'],
    ['pago duas vezes', 'paid_twice'],
    ['rc=10', '10'],
    ['salió con 7', '7'],
    ['503 Service Unavailable', 'http_5xx'],
    ['CERT_HAS_EXPIRED', 'untrusted_certificate'],
    ['code: ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted_certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted_certificate'],
    ['Error: read ECONNRESET', 'outcome_unknown'],
    ['ETIMEDOUT', 'outcome_unknown'],
    ['Pago rechazado por el banco', 'rejected'],
    ['Cancelado por el usuario', 'canceled'],
    ['Devolución parcial', 'partially_refunded'],
    ['Expirou', 'expired'],
    ['Fondos insuficientes', 'insufficient_amount'],
    ['Pago duplicado', 'paid_twice'],
    ['Reclamo', 'in_mediation'],
  ])('%s', async (thing, name) => {
    expect(await names(thing)).toContain(name);
  });

  test.each([
    'nothing that is known',
    '{"a":1}',
    'The order was not found in the shop',
    '[x]',
    'exit code 77',
  ])('%s: nothing is made up', async (thing) => {
    expect(await names(thing)).toEqual(['exit 2']);
  });
});

test('explain takes an order as it was pasted', async () => {
  const machine = new SandboxMachine();
  const { id, order } = await machine.add('mercadopago', '--status', 'created');
  const texts = [
    ` #${id.toLowerCase()}. `,
    `https://api.mercadopago.com/v1/orders/${id}`,
    JSON.stringify(order),
    `${id}\tprocessed\tpartially_refunded`,
  ];
  const results = [];
  for (const text of texts) {
    const { code, stdout } = await machine.run(['explain', text, '--field', 'id', '-q']);
    results.push([code, stdout]);
  }
  expect(results).toEqual(texts.map(() => [0, `${id}\n`]));
});

test.each(['en', 'es', 'pt'])('nothing to explain, in %s: what can be', async (lang) => {
  const { code, stdout, stderr } = await run(['explain', '--lang', lang]);
  expect([code, stdout]).toEqual([2, '']);
  const lines = stderr.trimEnd().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines)
    expect(await names(line.replace('mp-orders explain', ''))).not.toEqual(['exit 2']);
});

test.each([
  ['xyz', 'explain takes a code, a status, an exit code or the id of an order.', 'find xyz'],
  ['pos_not_fund', 'Did you mean: pos_not_found', 'explain pos_not_found'],
])('a word that is not known, %s, says what to type next', async (thing, hint, next) => {
  const { code, stdout, stderr } = await run(['explain', thing]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(hint);
  expect(stderr).toMatch(new RegExp(`\\n  mp-orders ${next}\\n$`));
});
