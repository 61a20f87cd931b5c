import type { OnChange } from './changes.ts';
import type { Machine } from './machine.ts';
import type { Store } from './store.ts';

interface SandboxEntry {
  /** As `--provider` names it. */
  name: SystemName;
  /** Where the real one is: names, and `*.name` for those below one. */
  hosts: readonly string[];
  /** Whether a request to no host of theirs belongs to this system, by the path of its URL. */
  owns: (path: string) => boolean;
  /** Whether its customers pay, fail to pay and let orders expire by verbs of their own; others by `move`. */
  hasCustomers?: boolean;
  /** Whether its sellers are asked before an order is canceled, and may say no. */
  asksSellers?: boolean;
}

export type SystemName = 'mercadopago' | 'mollie' | 'vtex';

/** The order systems of the sandbox: what is known of each without loading it. */
export const sandboxSystems: readonly SandboxEntry[] = [
  {
    name: 'mercadopago',
    hosts: ['api.mercadopago.com'],
    // /v2/pos is its newer API of points of sale, which is not simulated.
    owns: (path) => /^\/(v1|users|pos|stores|v2\/pos)(\/|$)/.test(path),
    hasCustomers: true,
  },
  {
    name: 'mollie',
    hosts: ['api.mollie.com'],
    owns: (path) => /^\/v2(\/|$)/.test(path),
  },
  {
    name: 'vtex',
    hosts: ['*.vtexcommercestable.com.br', '*.vtexcommercebeta.com.br', '*.myvtex.com'],
    owns: (path) => path.startsWith('/api/oms/'),
    asksSellers: true,
  },
];

/** The systems at work on one store; each is loaded and opened when it is first asked for. */
export const openSystems = (store: Store, machine: Machine, onChange?: OnChange) => ({
  mercadopago: once(async () =>
    (await import('./mercadopago/system.ts')).openMercadoPago(store, machine, onChange),
  ),
  mollie: once(async () =>
    (await import('./mollie/system.ts')).openMollie(store, machine, onChange),
  ),
  vtex: once(async () => (await import('./vtex/system.ts')).openVtex(store, machine, onChange)),
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= make());
}
