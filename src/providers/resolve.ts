import { listed } from '../language/list.ts';
import { sentence, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { meantHint } from '../nearest.ts';
import type { OrderSystem } from './order-system.ts';
import { findSystem, systems } from './systems.ts';

/** What tells which order system is meant, the first that tells going before the rest. */
interface Signs {
  /** `--provider`. */
  flag: string | undefined;
  /** Ids of orders, as typed. */
  ids: readonly string[];
  /** The profile's provider. */
  profile: string | undefined;
}

/**
 * The flag, else the ids' shape, else the profile's provider, else Mercado Pago. Throws a usage
 * error for a name that is none, and for ids of two systems in one command.
 */
export function resolveSystem({ flag, ids, profile }: Signs): OrderSystem {
  if (flag !== undefined) return named(flag, '--provider');
  const owners = new Set(ids.flatMap((id) => systems.find((system) => system.ownsId(id)) ?? []));
  const [owner, other] = owners;
  if (owner !== undefined && other !== undefined) {
    throw usageError(
      sentence('These are orders of {title} and of {title2}.', {
        title: owner.title,
        title2: other.title,
      }),
      {
        code: 'mixed_systems',
        hint: sentence('Name the orders of one order system at a time.'),
      },
    );
  }
  if (owner !== undefined) return owner;
  return profile === undefined ? systems[0] : named(profile, sentence('the profile’s provider'));
}

function named(name: string, source: Text): OrderSystem {
  const system = findSystem(name);
  if (system !== undefined) return system;
  const names = systems.map((one) => one.name);
  throw usageError(sentence('{source}: "{name}" is not a known order system.', { source, name }), {
    hint: meantHint(name, names, sentence('Write {form}.', { form: listed(names) })),
  });
}
