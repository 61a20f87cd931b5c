/**
 * Makes page.png, the picture of the sandbox's page: a real sandbox in a real browser, at a moment of
 * its own clock. Needs chromium and a build (`npm run picture` makes one).
 *
 *     node docs/picture/page.js [--out FILE] [--browser FILE]
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import jsqr from 'jsqr';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: path('page.png') },
    browser: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
const mostBytes = 150_000;

/** @type {typeof import('../../types/sandbox.d.cts')} */
const { startSandbox } = createRequire(import.meta.url)('../../dist/sandbox.cjs');
const sandbox = await startSandbox();
const browser = await chromium.launch({
  executablePath: flags.browser,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
try {
  await sandbox.clock.set('2026-03-14T12:05:00-03:00');
  await sandbox.clock.freeze();
  const shown = await trade();
  const page = await browser.newPage({
    viewport: { width: 1120, height: 850 },
    locale: 'en-US',
    timezoneId: 'America/Argentina/Buenos_Aires',
    colorScheme: 'light',
  });
  await page.goto(`${sandbox.url}/#/orders/${shown.id}`);
  await page.locator('.qr').waitFor();
  await page.locator('.timeline').waitFor();
  await page.screenshot({ path: flags.out });
  checkQr(shown.code);
  const { size } = statSync(flags.out);
  if (size > mostBytes) throw new Error(`The picture has ${size} bytes; at most ${mostBytes}.`);
  console.log(`${flags.out}: ${(size / 1024).toFixed(0)} KiB`);
} finally {
  await browser.close();
  await sandbox.close();
}

/** A morning's orders; gives the one that is shown, and the text of its code. */
async function trade() {
  const pass = (/** @type {string} */ span) => sandbox.clock.advance(span);
  const paid = await order('18.90', 'SALE-0040');
  await sandbox.pay(paid.id, { method: 'debit_card' });
  await pass('3m');
  await sandbox.add({ system: 'vtex', status: 'handling' });
  const refunded = await order('64.00', 'SALE-0041');
  await sandbox.pay(refunded.id);
  await pass('2m');
  await sandbox.refund(refunded.id);
  const { id } = await sandbox.add({ system: 'mollie' });
  await sandbox.pay(id);
  await pass('4m');
  const shown = await order('1250.00', 'SALE-0042');
  await pass('40s');
  await sandbox.refuse(shown.id, { detail: 'insufficient_amount' });
  await pass('20s');
  return { id: shown.id, code: shown.type_response.qr_data };
}

/**
 * @param {string} amount
 * @param {string} reference
 * @returns {Promise<{ id: string, type_response: { qr_data: string } }>}
 */
async function order(amount, reference) {
  const answer = await fetch(`${sandbox.url}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.keys.MP_ACCESS_TOKEN}`,
      'content-type': 'application/json',
      'x-idempotency-key': reference,
    },
    body: JSON.stringify({
      type: 'qr',
      external_reference: reference,
      description: 'Two tickets',
      config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
      transactions: { payments: [{ amount }] },
    }),
  });
  return /** @type {any} */ (await answer.json());
}

/** The code in the picture must be readable. @param {string} text */
function checkQr(text) {
  const { data, width, height } = PNG.sync.read(readFileSync(flags.out));
  const read = jsqr(new Uint8ClampedArray(data), width, height)?.data;
  if (read !== text) throw new Error(`The QR code reads as ${read}.`);
}
