import type { Entry } from '../entry.ts';

/** This tool's own codes about which order system was asked, and what it can do. */
export const orderSystemErrors = {
  already_canceled: { mover: 'nobody', next: ['mp-orders get {id}'], sources: ['tool'] },
  not_supported: { mover: 'integrator', sources: ['tool'] },
  mixed_systems: { mover: 'integrator', sources: ['tool'] },
  wrong_profile: { mover: 'integrator', next: ['mp-orders auth list'], sources: ['tool'] },
  order_in_error: {
    mover: 'shop',
    next: ['mp-orders get {id}'],
    sources: ['tool', 'vtex_reference'],
  },
  order_open_cancel: {
    mover: 'seller',
    next: ['mp-orders watch {id} --until canceled', 'mp-orders get {id}'],
    sources: ['tool', 'vtex_reference'],
  },
} as const satisfies Record<string, Entry>;
