import type { Context } from '../../../session/context.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import type { ManyWork } from './many-work.ts';
import { lettingThrough, type SharedPace } from '../shared/paced-client.ts';

/** A client for many orders, whose requests share one rate; then the work's own beginning. */
export async function connectMany(
  context: Context,
  ids: readonly string[],
  pace: SharedPace,
  { needs, begin }: ManyWork,
): Promise<OrderProvider> {
  const gate = lettingThrough(pace.gate);
  const provider = await context.provider({ ids, needs, ...pace, gate });
  await begin?.(provider);
  return provider;
}
