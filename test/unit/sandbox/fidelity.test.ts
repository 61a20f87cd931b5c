import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { openMemoryStore } from '../../../src/sandbox/memory-store.ts';
import * as mercadopago from '../../../src/sandbox/mercadopago/app.ts';
import { openState as openMercadoPago } from '../../../src/sandbox/mercadopago/state.ts';
import * as mollie from '../../../src/sandbox/mollie/app.ts';
import { openState as openMollie } from '../../../src/sandbox/mollie/state.ts';
import * as vtex from '../../../src/sandbox/vtex/app.ts';
import { openState as openVtex } from '../../../src/sandbox/vtex/state.ts';

const page = readFileSync(new URL('../../../docs/sandbox-fidelity.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2) // the head and the rule below it
  .map((line) => line.slice(2, -2).split(' | '));

const machine = { now: () => new Date(), isAlive: () => true, pid: 1 };
const store = openMemoryStore();
const systems = {
  'Mercado Pago': mercadopago.createApp(openMercadoPago(store, machine)),
  Mollie: mollie.createApp(openMollie(store, machine)),
  VTEX: vtex.createApp(openVtex(store, machine)),
};

describe('docs/sandbox-fidelity.md', () => {
  test.each(rows)('%s: %s', (...cells) => {
    const [system, , , , howSure] = cells;
    expect(cells).toHaveLength(5);
    expect(cells.map((cell) => cell.trim())).not.toContain('');
    expect(Object.keys(systems)).toContain(system);
    expect(howSure).toMatch(/\b(page|seen|disputed|guess|not simulated)\b/);
  });

  // `:id` in the code, `{id}` or `{orderId}` in the page.
  const bare = (path: string) => path.replace(/:\w+|\{\w+\}/g, '{}');
  const known = (system: string): string[] =>
    rows
      .filter(([name]) => name === system)
      .flatMap(([, what = '']) => [...what.matchAll(/`([^`]+)`/g)])
      .flatMap(([, code = '']) => bare(code.replace(/^[A-Z]+ /, '')))
      .filter((path) => path.startsWith('/'));

  test.each(Object.entries(systems))('has a row for each path of %s', (system, app) => {
    const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => bare(path));
    expect(paths.length).toBeGreaterThan(0);
    expect([...new Set(paths)].filter((path) => !known(system).includes(path))).toStrictEqual([]);
  });
});
