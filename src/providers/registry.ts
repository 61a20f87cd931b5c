import { mercadopago } from './mercadopago/system.ts';
import { mollie } from './mollie/system.ts';
import type { OrderSystem } from './order-system.ts';
import { vtex } from './vtex/system.ts';

/**
 * The order systems there are; the first is the one that is meant when nothing says otherwise. A file
 * of its own, so that a test adds a system before anything is made of the list.
 */
export const systems: readonly [OrderSystem, ...OrderSystem[]] = [mercadopago, mollie, vtex];
