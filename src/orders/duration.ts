import { sentence, type Label, type Sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

/** ISO 8601 duration: years, months, weeks, days, then T and hours, minutes, seconds. */
const iso =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A year counts 365 days and a month 30 here: orders live for hours, so the difference is moot. */
const isoUnits = [31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1] as const;

const short = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/;
const shortUnits = [86_400, 3_600, 60, 1] as const;

/** What a duration looks like, for error messages. */
export const durationForm = '90s, 16m, 2h, 1h30m or ISO 8601 like PT16M' satisfies Label;

/** Milliseconds of an ISO 8601 duration (`PT16M`), or undefined when it is none. */
export function isoDurationMs(text: string): number | undefined {
  return milliseconds(iso.exec(text), isoUnits);
}

interface Duration {
  ms: number;
  /** As it goes over the wire: ISO 8601. What was typed in ISO 8601 stays as typed. */
  iso: string;
}

/** Reads a duration that a person typed (`90s`, `16m`, `2h`, `PT16M`); throws a usage error. */
export function parseDuration(text: string): Duration {
  const fromIso = isoDurationMs(text);
  if (fromIso !== undefined) return { ms: fromIso, iso: text };
  const parts = text === '' ? null : short.exec(text);
  const ms = milliseconds(parts, shortUnits);
  if (parts === null || ms === undefined) {
    throw usageError(sentence('"{text}" is not a duration.', { text }), {
      hint: meantDuration(text) ?? sentence('Write {form}.', { form: sentence(durationForm) }),
      code: 'invalid_duration',
    });
  }
  const [, days, hours, minutes, seconds] = parts;
  const time = [part(hours, 'H'), part(minutes, 'M'), part(seconds, 'S')].join('');
  return { ms, iso: `P${part(days, 'D')}${time === '' ? '' : `T${time}`}` };
}

/** Units as people write them, in three languages; not `ms` and `mo`, which are no minutes. */
const unit =
  /(\d)(?:(d)(?:ays?|[ií]as?)?|(h)(?:rs?|ours?|oras?)?|(m)(?:in(?:ute|uto)?s?)?|(s)(?:e[cg](?:ond|undo)?s?)?)(?![a-zí])/g;

/** What was most likely meant by what is no duration: `5`, `5 min`, `1h 30M`, `pt5m`. */
export function meantDuration(text: string): Sentence | undefined {
  if (/^[1-9]\d{0,5}$/.test(text)) {
    return sentence('Did you mean {meant} or {other}?', { meant: `${text}s`, other: `${text}m` });
  }
  const plain = text.toLowerCase().replace(/\s/g, '');
  const spelled = plain.replace(unit, (_, digit: string, ...units: string[]) =>
    [digit, ...units.slice(0, 4)].join(''),
  );
  const meant = [plain.toUpperCase(), spelled].find(
    (one) => one !== '' && (iso.test(one) || short.test(one)),
  );
  return meant === undefined ? undefined : sentence('Did you mean {meant}?', { meant });
}

/** A length of time in words, two units at most: `15 min`, `1 h 30 min`, `45 s`. */
export function spellDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  const largest = units.slice(first, first + 2).filter(([count]) => count > 0);
  return largest.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

function part(count: string | undefined, unit: string): string {
  return count === undefined ? '' : `${count}${unit}`;
}

function milliseconds(parts: RegExpExecArray | null, units: readonly number[]): number | undefined {
  if (parts === null) return undefined;
  const seconds = units.reduce((sum, unit, i) => sum + unit * Number(parts[i + 1] ?? 0), 0);
  return seconds * 1000;
}
