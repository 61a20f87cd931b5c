import { wordList } from '../word-list.ts';

/** What days are called in the languages of the catalogue, by how many days ago they are. */
const words: ReadonlyMap<string, number> = new Map(
  [
    ['today', 'hoy', 'hoje'],
    ['yesterday', 'ayer', 'ontem'],
    wordList(`
      day before yesterday, the day before yesterday, anteayer, antier, antes de ayer, anteontem,
      antes de ontem
    `),
    ['trasanteayer', 'trasantier', 'trasanteontem', 'tresanteontem'],
  ].flatMap((names, ago) => names.map((name) => [name, ago] as const)),
);

/** Days of the week, from Sunday. */
const weekdays: ReadonlyMap<string, number> = new Map(
  [
    ['sunday', 'domingo'],
    ['monday', 'lunes', 'segunda', 'segunda-feira'],
    ['tuesday', 'martes', 'terca', 'terca-feira'],
    ['wednesday', 'miercoles', 'quarta', 'quarta-feira'],
    ['thursday', 'jueves', 'quinta', 'quinta-feira'],
    ['friday', 'viernes', 'sexta', 'sexta-feira'],
    ['saturday', 'sabado'],
  ].flatMap((names, day) => names.map((name) => [name, day] as const)),
);

/** By their first three letters in the three languages. */
const months: ReadonlyMap<string, number> = new Map(
  ['jan ene', 'feb fev', 'mar', 'apr abr', 'may mai', 'jun', 'jul', 'aug ago', 'sep set', 'oct out']
    .concat(['nov', 'dec dic dez'])
    .flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
);

/** Their names, whole or cut: `decision` is none. */
const monthName = new RegExp(
  `^(?:${wordList(`
    jan(?:uary|eiro)?, ene(?:ro)?, fe[bv](?:ruary|rero|ereiro)?, mar(?:ch|zo|co)?, a[pb]r(?:il)?,
    ma[yi]o?, jun(?:e|io|ho)?, jul(?:y|io|ho)?, aug(?:ust)?, ago(?:sto)?, sept?(?:ember|iembre)?,
    set(?:embro|iembre)?, oct(?:ober|ubre)?, out(?:ubro)?, nov(?:ember|iembre|embro)?, dec(?:ember)?,
    dic(?:iembre)?, dez(?:embro)?
  `).join('|')})$`,
);

/** The last year in which there was a day such as `11-28`. */
export const lastYearOf = (monthAndDay: string, today: string): string =>
  String(Number(today.slice(0, 4)) - (monthAndDay > today.slice(5) ? 1 : 0));

/**
 * The date (`2026-11-28`) of a day with the name of its month: `28 de noviembre`, `28 nov 2026`,
 * `Nov 28, 2026`; undefined for a text that names none. Without a year it is the last one that was.
 */
export function namedDate(text: string, today: string): string | undefined {
  const plain = plainOf(text);
  // `5-set` may be a reference; with its year it is a day.
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[ºo.]?(?: de | )([a-z]+)\.?(?:,? (?:de |del )?(\d{4}))?$/.exec(plain) ??
    /^(\d{1,2})[/-]([a-z]+)[/-](\d{4})$/.exec(plain) ??
    [];
  const [, named = '', numbered = '', then = ''] =
    /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(plain) ?? [];
  const name = month || named;
  const number = monthName.test(name) ? months.get(name.slice(0, 3)) : undefined;
  if (number === undefined) return undefined;
  const end = [number, Number(day || numbered)]
    .map((one) => String(one).padStart(2, '0'))
    .join('-');
  return `${year || then || lastYearOf(end, today)}-${end}`;
}

const plainOf = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

const daySpan = '(\\d{1,4}|an?|una?|uma?) ?(d(?:ays?|ias?)?|w(?:eeks?)?|semanas?)';
/** `3 days ago`, `hace 3d`, `há 3 dias`, `uma semana atrás`. */
const daysAgoForms = agoForms(daySpan);

function agoForms(span: string): RegExp[] {
  return [`${span} ago`, `(?:hace|ha) ${span}`, `(?:ha )?${span} atras`].map(
    (form) => new RegExp(`^${form}$`),
  );
}

/**
 * How many days ago a day is that is named by a word; undefined for a text that names none. A day of the
 * week is the last one before today: `viernes` on a Friday is that of last week, today has a word.
 *
 * @param today the date there: `2026-11-21`
 */
export function daysAgo(text: string, today: string): number | undefined {
  const plain = plainOf(text);
  const ago = words.get(plain);
  if (ago !== undefined) return ago;
  const counted = daysAgoForms.map((form) => form.exec(plain)).find(Boolean);
  if (counted) return (Number(counted[1]) || 1) * (/^[ws]/.test(counted[2] ?? '') ? 7 : 1);
  const name = plain
    .replace(/^(?:last |el |na |no )/, '')
    .replace(/ (?:pasado|passad[ao])$/, '')
    .replace(/ feira$/, '-feira');
  const weekday = weekdays.get(name);
  if (weekday === undefined) return undefined;
  const weekdayNow = new Date(`${today}T00:00:00Z`).getUTCDay();
  return ((weekdayNow - weekday + 6) % 7) + 1;
}

/** `now` in the three languages. */
const nowWords = /^(?:(?:just|right) now|now|ahora(?: mismo)?|recien|agora(?: mesmo)?)$/;

/** `1`, `an`, `una`; `half an` and `media` of an hour. */
const oneSpan = '(?:\\d{1,5} ?|(?:half an|a half|an?|one|una?|uma?|media|meia) )[a-z]+\\.?';
const spans = `(${oneSpan}(?:(?: y| e| and|,)? ${oneSpan})?)`;
/** `5 minutes ago`, `hace 5 minutos`, `há 1 hora e 10 minutos`, `5 min atrás`. */
const momentsAgo = agoForms(spans);
/** Who asks for half an hour around a time does not mean it to the minute. */
const about = /\b(?:about|around|roughly|aproximadamente|unos|unas|como|cerca de|uns|umas) /;

const unitMs = (unit: string): number | undefined =>
  /^(?:seg|sec|second|segundo)s?$/.test(unit)
    ? 1000
    : /^(?:min|minute|minuto)s?$/.test(unit)
      ? 60_000
      : /^(?:h|hs|hr|hrs|hour|hours|hora|horas)$/.test(unit)
        ? 3_600_000
        : undefined;

const countOf = (text: string): number =>
  /^\d/.test(text) ? Number(text) : /^(?:half|a half|m)/.test(text) ? 0.5 : 1;

/** How many ms ago a moment is that is named in words; undefined for a text that names none. */
export function msAgo(text: string): number | undefined {
  const plain = plainOf(text);
  if (nowWords.test(plain)) return 0;
  const bare = plain.replace(about, '');
  const [, told] = momentsAgo.map((form) => form.exec(bare)).find((match) => match !== null) ?? [];
  if (told === undefined) return undefined;
  let sum = 0;
  for (const [span] of told.matchAll(new RegExp(oneSpan, 'g'))) {
    const [, count = '', unit = ''] = /^(.+?) ?([a-z]+)\.?$/.exec(span) ?? [];
    sum += countOf(count) * (unitMs(unit) ?? NaN);
  }
  return Number.isNaN(sum) ? undefined : sum;
}
