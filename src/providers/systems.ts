import { mercadopago } from './mercadopago/system.ts';
import { mollie } from './mollie/system.ts';
import type { OrderSystem } from './order-system.ts';
import { vtex } from './vtex/system.ts';

/** The order systems there are; the first is the one that is meant when nothing says otherwise. */
export const systems: readonly [OrderSystem, ...OrderSystem[]] = [mercadopago, mollie, vtex];

/** Whether it is the one that is meant when nothing says otherwise. */
export const isUsual = ({ name }: OrderSystem): boolean => name === systems[0].name;

export const systemTitles: readonly string[] = systems.map(({ title }) => title);

export const systemNames: readonly string[] = systems.map(({ name }) => name);

export const findSystem = (name: string): OrderSystem | undefined =>
  systems.find((system) => system.name === name);

/** The environment variables that hold secrets. */
export const secretVariables: readonly string[] = systems.flatMap(({ secrets }) =>
  secrets.map(({ variable }) => variable),
);

const secretNames = new Set(systems.flatMap(({ secrets }) => secrets.map(({ name }) => name)));

/** The secrets of a stored profile. */
export const secretsIn = (profile: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(profile).flatMap(([name, value]) =>
    secretNames.has(name) && typeof value === 'string' ? [value] : [],
  );
