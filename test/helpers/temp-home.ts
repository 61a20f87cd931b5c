import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh MP_ORDERS_HOME, gone when the test file is done. */
export function tempHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mp-orders-test-'));
  made.push(folder);
  return folder;
}
