import type { Damage } from '../journal/journal.ts';
import { sentence, type Text } from '../language/sentence.ts';
import type { Run } from './run.ts';

/** Why what was sent from here is not known whole, to stand in a sentence. */
export const damageGap = ({ path, lines }: Damage): Text =>
  sentence(
    'what was sent from here could not be read whole ({count} {count|line|lines} of {path})',
    { count: lines, path },
  );

/** Warns of what may be missing in what was read of the journal, a line for each file. */
export function warnOfDamage({ io }: Pick<Run, 'io'>, damage: readonly Damage[]): void {
  for (const { path, lines } of damage) {
    io.warn(
      sentence(
        'Warning: {count} {count|line|lines} of {path} cannot be read: what was sent from here is not known whole.',
        { count: lines, path },
      ),
    );
  }
}
