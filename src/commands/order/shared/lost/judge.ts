import type { ExplainedBy } from '../../../../errors.ts';
import { showsChange, type Look } from './look-for.ts';

/** A request younger than this may still be on its way: that nothing is seen of it proves nothing. */
export const maybeUnderwayMs = 120_000;

/** What is known of a request whose attempt was lost and whose next one was refused. */
export type Judgement =
  /** The lost attempt did it, or it ended otherwise: the order shows how. */
  | 'done'
  /** The lost attempt did nothing: the refusal is the answer. */
  | 'refused'
  /** What the order shows may be this request's, or another's. */
  | 'ambiguous'
  /** A later look may tell. */
  | 'unknown'
  /** Looks found nothing, and no later one will tell more. */
  | 'unknowable';

/**
 * Judges such a request by a look at its order.
 *
 * @param by what the refusal says
 * @param ageMs how long ago the request was sent first
 * @param isSecond whether a look at another time found nothing before
 */
export function judge(
  look: Look,
  by: ExplainedBy,
  { ageMs, isSecond }: { ageMs: number; isSecond: boolean },
): Judgement {
  if (showsChange(look)) return 'done';
  if (look.outcome === 'unknowable') return 'ambiguous';
  if (look.outcome === 'unread') return 'unknown';
  const isOld = ageMs >= maybeUnderwayMs;
  if (look.outcome === 'not_done') {
    // A refusal for its state is about the order as it stood: what is not to be seen was not why.
    if (by === 'state' || look.isOver === true) return 'refused';
    if (by === 'key_used' && isOld) return 'refused';
  }
  // What is being worked on will be seen, or be refused for another reason.
  return isOld && isSecond && by !== 'under_way' ? 'unknowable' : 'unknown';
}
