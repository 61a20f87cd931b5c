import { sentence } from '../../language/sentence.ts';
import type { Command } from 'commander';
import type { OrderProvider } from '../../providers/order-system.ts';
import { addExamples } from '../../help/layout.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from '../chosen-columns.ts';
import { printList } from '../print-list.ts';
import type { Verb } from '../verb.ts';
import { shopOf, type StoreAnswer, storesPath } from './shared.ts';

const names = ['external_id', 'name', 'id', 'location.address_line'];

export const list: Verb<ColumnFlags> = {
  reads: true,

  define(command: Command) {
    addColumnOptions(command);
    addExamples(command, ['mp-orders store list', 'mp-orders store list --sandbox --field id']);
  },

  async run(context, _args, options) {
    const chosen = readColumns(context, options, { usual: names, all: names });
    const provider = await context.provider({ needs: ['pos'] });
    const count = await printList(context, storesOf(provider), Infinity, {
      json: (store) => JSON.stringify(store),
      chosen,
      columns: ['External id', 'Name', 'Id', 'Address'],
      cells: ({ external_id, name, id, location }) => [
        external_id,
        name,
        id === undefined ? undefined : String(id),
        location?.address_line,
      ],
    });
    if (count === 0) context.io.note(sentence('This account has no stores.'));
  },
};

const pageSize = 30;

async function* storesOf(provider: OrderProvider): AsyncGenerator<StoreAnswer> {
  const shop = await shopOf(provider);
  for (let offset = 0; ; offset += pageSize) {
    const path = `${storesPath(shop)}/search?limit=${pageSize}&offset=${offset}`;
    const text = await provider.call({ method: 'GET', path, repeatable: true });
    const { results = [] } = JSON.parse(text) as { results?: StoreAnswer[] };
    yield* results;
    if (results.length < pageSize) return;
  }
}
