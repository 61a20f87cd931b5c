import { existsSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { tellMissing } from './program.ts';
import { scanQr } from './read-qr.ts';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const found = places.find((path) => path !== undefined && existsSync(path));

/** Whether this machine has a browser to test in. `CHROMIUM` names one. */
export const hasBrowser: boolean = found !== undefined;
if (!hasBrowser) tellMissing('chromium');

let browser: Browser | undefined;
afterAll(async () => browser?.close());

/** A name that browsers of these tests are told leads to this machine. */
export const otherName = 'sandbox.example';

/** A window of a browser of its own, without what others stored, and what went wrong in it. */
export async function openPage(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  browser ??= await chromium.launch({
    executablePath: found,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      `--host-resolver-rules=MAP ${otherName} 127.0.0.1`,
    ],
  });
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // less than a test has: the error then says what was waited for
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, errors };
}

/** Reads the code that is on the screen of a browser, as a phone that is held up to it does. */
export async function readScreenQr(page: Page): Promise<string | null> {
  const { data, width, height } = PNG.sync.read(await page.locator('.qr').screenshot());
  return scanQr({ data: new Uint8ClampedArray(data), width, height });
}

/** How much wider than its window a page is. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
