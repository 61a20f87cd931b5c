import type { Context } from '../context.ts';
import { toolName } from './repeat.ts';

/** One line about requests whose outcome nobody knows yet. */
export async function noteUnsettled(context: Context): Promise<void> {
  const journal = await context.journal();
  // Whatever is wrong with the journal is said when something is to be written there.
  const open = await journal.unsettled().catch(() => []);
  const damage = await journal.damage().catch(() => []);
  if (damage.length > 0) {
    context.io.noteOnce(
      `Lines of the journal cannot be read, and requests may be lost with them: ${toolName(context)} order resume`,
    );
  }
  if (open.length === 0) return;
  const what = open.length === 1 ? '1 request has' : `${open.length} requests have`;
  // Whichever account and host they were sent to, the journal has it.
  context.io.noteOnce(`${what} no known outcome yet: ${toolName(context)} order resume`);
}
