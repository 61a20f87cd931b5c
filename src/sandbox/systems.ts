import type { Machine } from './mercadopago/idempotency.ts';
import type { Store } from './store.ts';
import type { SandboxSystem } from './system.ts';

interface SandboxEntry {
  /** As `--provider` names it. */
  name: string;
  /** Where the real one is: names, and `*.name` for those below one. */
  hosts: readonly string[];
  /** Whether its sellers are asked before an order is canceled, and may say no. */
  asksSellers?: boolean;
  open: (store: Store, machine: Machine) => Promise<SandboxSystem>;
}

/** The order systems of the sandbox; each is loaded when it is first wanted. */
export const sandboxSystems: readonly SandboxEntry[] = [
  {
    name: 'mercadopago',
    hosts: ['api.mercadopago.com'],
    open: async (...at) => (await import('./mercadopago/system.ts')).openMercadoPago(...at),
  },
  {
    name: 'mollie',
    hosts: ['api.mollie.com'],
    open: async (...at) => (await import('./mollie/system.ts')).openMollie(...at),
  },
  {
    name: 'vtex',
    hosts: ['*.vtexcommercestable.com.br', '*.vtexcommercebeta.com.br', '*.myvtex.com'],
    asksSellers: true,
    open: async (...at) => (await import('./vtex/system.ts')).openVtex(...at),
  },
];
