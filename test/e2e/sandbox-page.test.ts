import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { hasBrowser, openPage, otherName, overflow, readScreenQr } from '../helpers/browser.ts';
import { startBin } from '../helpers/run-bin.ts';
import { pos, serveSandbox, type ServedSandbox } from '../helpers/served-sandbox.ts';

jest.setTimeout(120_000); // a browser takes its time where others work

let sandbox: ServedSandbox;
let url: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  sandbox = await serveSandbox({ flags: ['--with-proxy'] });
  url = sandbox.url;
});

interface Created {
  id: string;
  type_response: { qr_data: string };
}

async function create(fields: object = {}, mode = 'dynamic'): Promise<Created> {
  const answer = await fetch(`${url}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.env.MP_ACCESS_TOKEN}`,
      'x-idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      type: 'qr',
      external_reference: 'page',
      config: { qr: { external_pos_id: pos, mode } },
      transactions: { payments: [{ amount: '24.50' }] },
      ...fields,
    }),
  });
  return (await answer.json()) as Created;
}

const drive = async (path: string, body: object = {}, method = 'POST') =>
  (
    await fetch(`${url}/_sandbox${path}`, { method, body: JSON.stringify(body) })
  ).json() as Promise<{
    id: string;
  }>;

const statusIs = (page: Page, status: string) =>
  page.locator('#status', { hasText: new RegExp(`^${status}$`) }).waitFor();

(hasBrowser ? describe : describe.skip)('the page of the sandbox, in a browser', () => {
  test('shows an order as it is made; its code scans; it is paid by a click, and watch ends with 0', async () => {
    const { page, errors } = await openPage();
    await page.goto(url);
    await page.locator('.dot.live').waitFor();
    const { id, type_response } = await create();
    await page.locator(`a[href="#/orders/${id}"]`).click();
    await page.locator('.qr').waitFor();
    expect(await readScreenQr(page)).toBe(type_response.qr_data);
    expect(await page.locator('.countdown').textContent()).toMatch(/^Expires in 1[0-5]:\d\d$/);

    const watch = startBin(['watch', id, '--interval', '0.1s'], { env: sandbox.env });
    await page.getByLabel('Reason').selectOption('insufficient_amount');
    await page.getByRole('button', { name: 'Refuse' }).click();
    await page.getByText('payment refused: insufficient_amount').waitFor();
    await page.getByLabel('Method').selectOption('credit_card');
    await page.getByRole('spinbutton', { name: 'Installments' }).fill('3');
    await page.getByRole('button', { name: 'Pay' }).click();
    await statusIs(page, 'processed');
    expect((await watch.endedInTime()).code).toBe(0);
    expect(await page.locator('.qr').count()).toBe(0);
    await page.getByRole('link', { name: 'Document' }).click();
    const shown = JSON.parse((await page.locator('.detail pre').textContent()) ?? '') as object;
    expect(shown).toMatchObject({
      id,
      transactions: { payments: [{ payment_method: { type: 'credit_card', installments: 3 } }] },
    });

    await page.getByRole('textbox', { name: 'Amount' }).fill('4,50');
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByText('refund 4.50 processed').waitFor();
    await page.getByRole('button', { name: 'Refund' }).click();
    await statusIs(page, 'refunded');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('cancels, lets expire, and moves orders of the other systems', async () => {
    const { page, errors } = await openPage();
    const [a, b] = [await create({}, 'static'), await create()];
    await page.goto(`${url}/#/orders/${a.id}`);
    await page.getByText(`printed code of its POS: ${pos}`).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await statusIs(page, 'canceled');
    await page.locator(`a[href="#/orders/${b.id}"]`).click();
    await page.getByRole('button', { name: 'Let it expire' }).click();
    await statusIs(page, 'expired');
    await page.getByRole('button', { name: 'VTEX' }).click();
    await page.getByRole('button', { name: 'New order' }).click();
    await page.getByLabel('Status').selectOption('invoiced');
    await page.getByRole('button', { name: 'Move' }).click();
    await statusIs(page, 'invoiced');
    const mollie = await drive('/orders', { system: 'mollie' });
    await page.getByRole('button', { name: 'Mollie' }).click();
    await page.locator(`a[href="#/orders/${mollie.id}"]`).click();
    await page.getByRole('button', { name: 'Pay' }).click();
    await statusIs(page, 'paid');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('turns the clock, and faults on and off; shows the requests that met them', async () => {
    const { page, errors } = await openPage();
    await page.goto(`${url}/#/controls`);
    await page.locator('.dot.live').waitFor();
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.locator('header .pill', { hasText: 'frozen' }).waitFor();
    const clock = async () =>
      (await (await fetch(`${url}/_sandbox/clock`)).json()) as { now: string; frozen: boolean };
    const before = await clock();
    await page.getByRole('button', { name: '15m' }).click();
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await page.getByRole('button', { name: 'Freeze' }).waitFor();
    const after = await clock();
    expect([before.frozen, after.frozen]).toEqual([true, false]);
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(15 * 60_000);

    await page.locator('[data-change="example"]').selectOption('POST /v1/orders: 503 x1');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.locator('#faults code', { hasText: 'POST /v1/orders: 503 x1' }).waitFor();
    expect(await create()).not.toHaveProperty('id');
    await page.getByRole('link', { name: /^Requests/ }).click();
    await page.locator('summary', { hasText: '503' }).first().click();
    await page.locator('.inside', { hasText: 'authorization: ***' }).waitFor();
    await page.getByRole('link', { name: 'Controls' }).click();
    await page.locator('textarea').fill('nonsense');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.locator('.notice.bad', { hasText: 'is not a method' }).waitFor();
    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('No faults.').waitFor();
    expect(errors.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
    await page.context().close();
  });

  test('what orders and requests hold is text, never HTML', async () => {
    const { page, errors } = await openPage();
    const evil = '<img src=x onerror=alert(1)>';
    const { id } = await create({ description: evil });
    const bad = await create({ external_reference: evil }); // refused, and in the log
    expect(bad).not.toHaveProperty('id');
    await page.goto(`${url}/#/orders/${id}`);
    await page.locator('dd', { hasText: evil }).waitFor();
    await page.getByRole('link', { name: 'Document' }).click();
    await page.locator('.detail pre', { hasText: evil }).waitFor();
    await page.goto(`${url}/#/requests`);
    const first = page.locator('summary', { hasText: '400' }).first();
    await first.click();
    await page.locator('.inside', { hasText: evil }).waitFor();
    await page.goto(`${url}/#/orders/${encodeURIComponent(evil)}/document`);
    await page.getByText('has no such order').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(errors.filter((text) => !text.includes('404 (Not Found)'))).toEqual([]);
    await page.context().close();
  });

  test('is driven by the keyboard alone', async () => {
    const { page } = await openPage();
    const { id } = await create();
    await page.goto(url);
    await page.locator(`a[href="#/orders/${id}"]`).waitFor();
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 60; i++) {
        if ((await page.locator(`${selector}:focus`).count()) > 0) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never comes to ${selector}.`);
    };
    await tabTo(`a[href="#/orders/${id}"]`);
    await page.keyboard.press('Enter');
    await page.locator('form[data-do="pay"]').waitFor();
    await tabTo('form[data-do="pay"] button');
    await page.keyboard.press('Enter');
    await statusIs(page, 'processed');
    await page.context().close();
  });

  test.each([
    ['es-AR', 'Órdenes', 'Pagar', 'light'],
    ['pt-BR', 'Pedidos', 'Pagar', 'dark'],
    ['en-GB', 'Orders', 'Pay', 'dark'],
  ] as const)('in %s, 360 px wide, nothing is wider than the window', async (...row) => {
    const [locale, orders, pay, colorScheme] = row;
    const viewport = { width: 360, height: 740 };
    const { page, errors } = await openPage({ locale, colorScheme, viewport });
    const { id, type_response } = await create({ description: 'x'.repeat(140) });
    await page.goto(url);
    await page.locator(`a[href="#/orders/${id}"]`).waitFor();
    expect(await page.locator('header nav a').first().textContent()).toBe(orders);
    const wide: string[] = [];
    const places = [`orders/${id}`, `orders/${id}/document`, 'requests', 'webhooks', 'controls'];
    for (const place of ['orders', ...places]) {
      await page.goto(`${url}/#/${place}`);
      if (place.startsWith('orders/')) await page.locator('.qr').waitFor();
      if ((await overflow(page)) > 0) wide.push(place);
    }
    expect(wide).toEqual([]);
    await page.goto(`${url}/#/orders/${id}`);
    await page.locator('.qr').scrollIntoViewIfNeeded();
    expect(await readScreenQr(page)).toBe(type_response.qr_data);
    await page.getByRole('button', { name: pay }).waitFor();
    await page.getByRole('button', { name: 'PT' }).click();
    await page.getByRole('link', { name: 'Pedidos', exact: true }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('finds its sandbox again when that was started anew', async () => {
    const first = await serveSandbox();
    const { page } = await openPage();
    await page.goto(first.url);
    await page.locator('.dot.live').waitFor();
    first.child.kill('SIGTERM');
    await page.locator('.notice.bad', { hasText: 'does not answer' }).waitFor();
    await first.child.endedInTime();
    await serveSandbox({ home: first.home, port: Number(new URL(first.url).port) });
    await page.locator('.dot.live').waitFor();
    await page.getByRole('button', { name: 'New order' }).click();
    await page.locator('.qr').waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
    await page.context().close();
  });

  test('where other machines may reach it, it asks for the token, and takes it from its address', async () => {
    const flags = ['--host', '0.0.0.0', '--allow-host', otherName, '--json'];
    const other = await serveSandbox({ flags });
    const told = JSON.parse(other.url) as { url: string; control_token: string };
    const address = `http://${otherName}:${new URL(told.url).port}/`;
    const { page } = await openPage();
    await page.goto(address);
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.locator('.notice.bad', { hasText: 'Authorization: Bearer' }).waitFor();
    await page.getByLabel('Token').fill(told.control_token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.locator('.dot.live').waitFor();
    await page.getByRole('button', { name: 'New order' }).click();
    await page.getByRole('button', { name: 'Pay' }).click();
    await statusIs(page, 'processed');
    await page.context().close();

    const second = await openPage();
    await second.page.goto(`${address}#token=${told.control_token}`);
    await second.page.locator('.dot.live').waitFor();
    expect(second.page.url()).toBe(address);
    expect(second.errors).toEqual([]);
    await second.page.context().close();
  });
});
