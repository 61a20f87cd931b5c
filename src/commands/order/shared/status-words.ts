import { wordList } from '../../../word-list.ts';
import { listed } from '../../../language/list.ts';
import { sentence, type Text } from '../../../language/sentence.ts';
import { nearestNames } from '../../../nearest.ts';
import { usageError } from '../../../errors.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { OrderSystem } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';

/** Words that people have for a status, or that another system has; `paid` is each system's own word. */
const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    paid: 'paid, payed, processed, pagado, pagada, pago, approved, aprobado, aprovado, accredited, partially_refunded',
    created: 'open, pending, waiting, pendiente, pendente, creado, criado',
    canceled: 'cancelado, cancelada, anulado, voided',
    refunded: 'devuelto, reembolsado, returned',
    expired: 'vencido, vencida, timeout',
  }).flatMap(([status, words]) => wordList(words).map((word) => [word, status] as const)),
);

/** An edit more, and two statuses of one system could be meant for each other. */
const mostEdits = 2;

/** Which statuses there are, as a hint. */
const writeOne = (known: readonly string[]): Text =>
  known.length > 12
    ? sentence('`mp-orders explain` explains each.')
    : sentence('Known statuses: {statuses}.', { statuses: listed(known, 'and') });

/**
 * Throws a usage error for a word that is no status of the system where it is empty, likely to be meant
 * for one, or no word at all (`paid|canceled`). Others pass: the set is open.
 */
export function requireStatus(flag: string, word: string, { title, lifecycle }: OrderSystem): void {
  const known = [...new Set(lifecycle.known)];
  if (word.trim() === '') {
    throw usageError(sentence('{flag}: a status is missing.', { flag }), { hint: writeOne(known) });
  }
  // A search has statuses in small letters only.
  const isSpelled = isOneOf(word, known) && word === word.toLowerCase();
  const suggestion = isSpelled ? undefined : meantStatus(word, known);
  if (suggestion === undefined && /^[\w-]+$/.test(word)) return;
  throw usageError(
    sentence('{flag}: "{word}" is not an order status of {title}.', { flag, word, title }),
    {
      hint:
        suggestion === undefined
          ? writeOne(known)
          : sentence('Did you mean {meant}?', { meant: suggestion }),
    },
  );
}

/**
 * The statuses of `--status a,b`, checked before anything is sent. One that is not known passes with a
 * warning, for the set is open, unless it is likely to be meant for another. Throws a usage error.
 */
export function readStatuses(
  { io }: Context,
  system: OrderSystem,
  typed: readonly string[],
): string[] {
  const words = [...new Set(typed.flatMap(statusesIn))];
  for (const word of words) {
    requireStatus('--status', word, system);
    if (isOneOf(word, system.lifecycle.known)) continue;
    io.warn([
      sentence('Warning: --status: "{word}" is not known to this version.', { word }),
      ' ',
      writeOne([...new Set(system.lifecycle.known)]),
    ]);
  }
  return words;
}

/** The statuses of `a,b`. */
export const statusesIn = (typed: string): string[] => typed.split(',').map((word) => word.trim());

/** The known status that a word which is none is likely to be meant for. */
function meantStatus(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase().replaceAll('_', '-');
  const spelled = known.find((status) => status.replaceAll('_', '-') === lower);
  if (spelled !== undefined) return spelled;
  const meant = statusFor(word.toLowerCase(), known);
  if (meant !== undefined) return meant;
  const near = nearestNames(lower, [...known, ...otherWords.keys()]).find((name) =>
    isClose(lower, name),
  );
  return near === undefined || known.includes(near) ? near : statusFor(near, known);
}

/** The system's status that people have this word for. */
function statusFor(word: string, known: readonly string[]): string | undefined {
  const other = otherWords.get(word);
  const status =
    other === 'paid' ? ['processed', 'paid'].find((one) => known.includes(one)) : other;
  return status !== undefined && isOneOf(status, known) ? status : undefined;
}

/** nearestNames also gives names that contain the word: those are no typing errors. */
const isClose = (word: string, name: string): boolean =>
  Math.abs(word.length - name.length) <= mostEdits && word !== name;
