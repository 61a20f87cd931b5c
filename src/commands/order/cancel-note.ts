import type { Context } from '../../session/context.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { noteTimes } from '../../terminal/note-times.ts';
import { viewOf, wantsData } from '../print.ts';

/** Says what is to be known of a cancel beside its order: receipts, what has to follow. */
export async function noteReached(context: Context, notes: readonly string[] = []): Promise<void> {
  if (notes.length === 0) return;
  const view = wantsData(context) ? undefined : await viewOf(context);
  for (const note of notes) {
    const told = cleanValue(note);
    context.io.note(view === undefined ? told : noteTimes(told, view));
  }
}
