import type { Context } from '../session/context.ts';

/** Says which files of the journal have lines that cannot be read, and what to do. True when some have. */
export async function tellDamage(context: Context): Promise<boolean> {
  const damage = await (await context.journal()).damage();
  for (const { path, lines } of damage) {
    const what = lines === 1 ? '1 line' : `${lines} lines`;
    context.io.warn(
      `${what} of ${path} cannot be read. A request that was sent may stand there: nobody knows what came of it.`,
    );
  }
  if (damage.length > 0) {
    context.io.warn(
      'Look in the account for orders and refunds that you do not know. Then settle what is open (mp-orders order resume), and move the file out of the journal.',
    );
  }
  return damage.length > 0;
}
