import { expect, test } from '@jest/globals';
import { binPath, tempFolder } from '../helpers/run-bin.ts';
import { cancelKilled, createKilled, referencesOf, resultOf } from '../kill/scenarios.js';

const orders = 200;
const kills = 20;
const longestMs = 280_000; // alone on two cores each takes less than 20 seconds

const scale = () => ({ bin: binPath, folder: tempFolder(), orders, kills, seed: 11 });

type Found = Awaited<ReturnType<typeof createKilled>>;

/** The orders that there are, by reference. */
const madeOf = ({ orders }: Found) =>
  orders.map(({ external_reference, status }) => [external_reference, status]).sort();

/** What nobody knows the outcome of, and outcomes that were never found out. */
const openOf = ({ history }: Found) =>
  history.filter(({ outcome }) => outcome === null || outcome === 'unknowable');

test(
  '200 orders are created once each, through faults, by a command that is killed 20 times',
  async () => {
    const found = await createKilled(scale());
    expect(madeOf(found)).toEqual(referencesOf(orders).map((one) => [one, 'created']));
    expect(openOf(found)).toEqual([]);
    // Whatever any of the runs has told of an order is so.
    const ids = new Map(found.orders.map((order) => [order.external_reference, order.id]));
    const told = found.told.map(resultOf).filter(({ outcome }) => /created$/.test(outcome));
    const wrong = told.filter(({ reference, id }) => ids.get(reference) !== id);
    expect({ wrong, all: new Set(told.map(({ id }) => id)).size }).toEqual({
      wrong: [],
      all: orders,
    });
    expect(found.faults.length).toBeGreaterThan(orders * 0.2);
  },
  longestMs,
);

test(
  '200 orders are canceled, through faults, by a command that is killed 20 times',
  async () => {
    const found = await cancelKilled(scale());
    expect(madeOf(found)).toEqual(referencesOf(orders).map((one) => [one, 'canceled']));
    expect(openOf(found)).toEqual([]);
    expect(found.faults.length).toBeGreaterThan(orders * 0.2);
  },
  longestMs,
);
