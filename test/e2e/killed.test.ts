import { describe, expect, test } from '@jest/globals';
import { binPath, tempFolder } from '../helpers/run-bin.ts';
import { payAll } from '../kill/pay-all.ts';
import {
  cancelKilled,
  createKilled,
  referencesOf,
  refundKilled,
  type Killed,
  type Scale,
} from '../kill/scenarios.js';
import { singleCreatesKilled } from '../kill/singles.js';
import { untrueLines, untrueRuns } from '../kill/truth.js';

const longestMs = 280_000; // alone on two cores each takes less than half a minute

const scale = (orders: number, kills: number): Scale => ({
  ...{ bin: binPath, folder: tempFolder(), orders, kills, seed: 11, payAll },
});

/** The orders that there are, by reference. */
const madeOf = ({ orders }: Killed) =>
  orders.map((order) => [String(order.external_reference), String(order.status)]).sort();

/** What nobody knows the outcome of, and outcomes that were never found out. */
const openOf = ({ history }: Pick<Killed, 'history'>) =>
  history.filter(({ outcome }) => outcome === null || outcome === 'unknowable');

describe('200 orders, through faults, by commands that are killed 20 times,', () => {
  test.each<[what: string, scenario: (scale: Scale) => Promise<Killed>, status: string]>([
    ['created by two processes at once', createKilled, 'created'],
    ['canceled', cancelKilled, 'canceled'],
    ['refunded', refundKilled, 'refunded'],
  ])(
    'are %s once each, and nothing that was told is untrue',
    async (_what, scenario, status) => {
      const orders = 200;
      const found = await scenario(scale(orders, 20));
      expect(madeOf(found)).toEqual(referencesOf(orders).map((one) => [one, status]));
      expect({ open: openOf(found), untrue: untrueLines(found.told, found.orders) }).toEqual({
        open: [],
        untrue: [],
      });
      expect(found.faults.length).toBeGreaterThan(orders * 0.2);
    },
    longestMs,
  );
});

test(
  'a till’s line that is killed between sending and answer, on a server that is killed too, makes one order a sale',
  async () => {
    const found = await singleCreatesKilled({ ...scale(10, 8), killsServer: true });
    const madeFor = (sale: string) =>
      found.orders
        .filter((order) => order.external_reference === sale)
        .map((order) => ({ id: String(order.id), at: Date.parse(String(order.created_date)) }));
    expect({
      made: found.sales.map((sale) => madeFor(sale).length),
      untrue: untrueRuns(found.runs, madeFor),
      open: openOf(found),
    }).toEqual({ made: found.sales.map(() => 1), untrue: [], open: [] });
  },
  longestMs,
);
