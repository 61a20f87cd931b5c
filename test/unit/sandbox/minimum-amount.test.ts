import { describe, expect, test } from '@jest/globals';
import { order, testSandbox } from './test-sandbox.ts';

const paying = (amount: string) => order({ transactions: { payments: [{ amount }] } });

describe('the least amount', () => {
  // [profile, amount, the least that is told; undefined where it is taken]
  test.each([
    ['sandbox', '14.99', '15.00'],
    ['sandbox', '0.01', '15.00'],
    ['sandbox', '14', '15.00'],
    ['sandbox', '15.00', undefined],
    ['sandbox', '15', undefined],
    ['sandbox', '100', undefined],
    ['sandbox-oauth', '1.00', '15.00'],
    ['sandbox-br', '0.01', undefined],
    ['sandbox-cl', '1', undefined],
    ['sandbox-uy', '0.01', undefined],
  ])('of %s: %s', async (profile, amount, least) => {
    const { sandbox, call } = testSandbox();
    await sandbox.minimumAmount.write(true);
    const reply = await call('POST', '/v1/orders', { profile, body: paying(amount) });
    const refused = {
      errors: [
        {
          code: 'property_value',
          message: 'Invalid value for property',
          details: [`Amount must be greater than or equal to ${least}`],
        },
      ],
    };
    expect([reply.status, reply.body]).toMatchObject(
      least === undefined ? [201, { status: 'created' }] : [400, refused],
    );
  });

  test('is not asked for until it is switched on, nor after a reset', async () => {
    const { sandbox, call } = testSandbox();
    const status = async () => (await call('POST', '/v1/orders', { body: paying('1.00') })).status;
    expect(await status()).toBe(201);
    await sandbox.minimumAmount.write(true);
    expect(await status()).toBe(400);
    await sandbox.minimumAmount.write(false);
    expect(await status()).toBe(201);
    await sandbox.minimumAmount.write(true);
    await sandbox.reset();
    expect([await sandbox.minimumAmount.read(), await status()]).toEqual([false, 201]);
  });

  test('counts for every process on the folder', async () => {
    const one = testSandbox();
    const other = testSandbox(one.directory, 1001);
    await one.sandbox.minimumAmount.write(true);
    const reply = await other.call('POST', '/v1/orders', { body: paying('1.00') });
    expect(reply.status).toBe(400);
  });

  test('is looked at behind what else is wrong with a body', async () => {
    const { sandbox, call } = testSandbox();
    await sandbox.minimumAmount.write(true);
    const body = { ...paying('1.00'), type: 'point' };
    expect((await call('POST', '/v1/orders', { body })).body).toMatchObject({
      errors: [{ code: 'invalid_order_type' }],
    });
  });
});
