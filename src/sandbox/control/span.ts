import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Dates are written down: what is later than this may be none. */
const longestMs = 3650 * 86_400_000;

/** Milliseconds of a span such as `15m`, `1h30m`, `90s` or `500ms`; a number is ms already. Ten years at most. */
export function spanMs(span: string | number): number {
  if (typeof span === 'number') {
    if (Number.isSafeInteger(span) && span >= 0) return bounded(span);
    throw wrong(span);
  }
  if (!/^(\d+(ms|s|m|h|d))+$/.test(span)) throw wrong(span);
  const parts = [...span.matchAll(/(\d+)(ms|s|m|h|d)/g)];
  const ms = parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return bounded(ms);
}

function bounded(ms: number): number {
  if (ms <= longestMs) return ms;
  throw usageError(sentence('A span has 3650 days at most here.'));
}

const wrong = (span: string | number) =>
  usageError(sentence('{text} is not a span of time.', { text: JSON.stringify(span) }), {
    hint: sentence('Write one like 15m, 1h30m, 90s or 500ms.'),
  });
