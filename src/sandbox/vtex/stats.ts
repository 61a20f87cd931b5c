import type { OrderSummary } from './summary.ts';

/** What Solr, which VTEX's list is made of, tells of a number of all orders that were found. */
interface Stats {
  Count: number;
  Max: number;
  Mean: number;
  Min: number;
  Missing: number;
  StdDev: number;
  Sum: number;
  SumOfSquares: number;
  /** The same of the orders of each origin and currency; null below that. */
  Facets: { origin: StatsByName; currencyCode: StatsByName } | null;
}

type StatsByName = Readonly<Record<string, Stats>>;

/**
 * The `stats` of the list (List orders, response; amounts in cents), of all orders that match and not of
 * one page. Assumption: an empty list has zeros.
 */
export const statsOf = (orders: readonly OrderSummary[]) => ({
  stats: {
    totalValue: facetedStats(orders, ({ totalValue }) => totalValue),
    totalItems: facetedStats(orders, ({ totalItems }) => totalItems),
  },
});

/** The description has both, also of a store that takes orders by one of them alone. */
const origins = ['Fulfillment', 'Marketplace'];

type NumberOf = (order: OrderSummary) => number;

function facetedStats(orders: readonly OrderSummary[], numberOf: NumberOf): Stats {
  const by = (
    nameOf: (order: OrderSummary) => string,
    always: readonly string[] = [],
  ): StatsByName => {
    const names = [...new Set([...always, ...orders.map(nameOf)])];
    return Object.fromEntries(
      names.map((name) => {
        const those = orders.filter((order) => nameOf(order) === name);
        return [name, plainStats(those.map(numberOf))];
      }),
    );
  };
  return {
    ...plainStats(orders.map(numberOf)),
    Facets: {
      origin: by(({ origin }) => origin, origins),
      currencyCode: by((one) => one.currencyCode),
    },
  };
}

function plainStats(numbers: readonly number[]): Stats {
  const count = numbers.length;
  const sum = numbers.reduce((total, one) => total + one, 0);
  const squares = numbers.reduce((total, one) => total + one * one, 0);
  const variance = count < 2 ? 0 : (squares - (sum * sum) / count) / (count - 1);
  return {
    Count: count,
    Max: numbers.reduce((most, one) => Math.max(most, one), 0),
    Mean: count === 0 ? 0 : sum / count,
    Min: count === 0 ? 0 : numbers.reduce((least, one) => Math.min(least, one), Infinity),
    Missing: 0,
    StdDev: Math.sqrt(Math.max(0, variance)),
    Sum: sum,
    SumOfSquares: squares,
    Facets: null,
  };
}
