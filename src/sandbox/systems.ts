import type { Machine } from './mercadopago/idempotency.ts';
import type { Store } from './store.ts';
import type { SandboxSystem } from './system.ts';

interface SandboxEntry {
  /** As `--provider` names it. */
  name: string;
  /** Whether its sellers are asked before an order is canceled, and may say no. */
  asksSellers?: boolean;
  open: (store: Store, machine: Machine) => Promise<SandboxSystem>;
}

/** The order systems of the sandbox; each is loaded when it is first wanted. */
export const sandboxSystems: readonly SandboxEntry[] = [
  {
    name: 'mercadopago',
    open: async (...at) => (await import('./mercadopago/system.ts')).openMercadoPago(...at),
  },
  {
    name: 'mollie',
    open: async (...at) => (await import('./mollie/system.ts')).openMollie(...at),
  },
  {
    name: 'vtex',
    asksSellers: true,
    open: async (...at) => (await import('./vtex/system.ts')).openVtex(...at),
  },
];
