/** What days are called in the languages of the catalogue, by how many days ago they are. */
const words: ReadonlyMap<string, number> = new Map(
  [
    ['today', 'hoy', 'hoje'],
    ['yesterday', 'ayer', 'ontem'],
    [
      ...[
        'day before yesterday',
        'the day before yesterday',
        'anteayer',
        'antier',
        'antes de ayer',
      ],
      ...['anteontem', 'antes de ontem'],
    ],
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

/** `3 days ago`, `hace 3 días`, `há 3 dias`, `3 dias atrás`. */
const daysAgoForms = [
  /^(\d{1,4}) days? ago$/,
  /^(?:hace|ha) (\d{1,4}) dias?$/,
  /^(?:ha )?(\d{1,4}) dias? atras$/,
];

/**
 * How many days ago a day is that is named by a word; undefined for a text that names none. A day of the
 * week is the last one before today: `viernes` on a Friday is that of last week, today has a word.
 *
 * @param today the date there: `2026-11-21`
 */
export function daysAgo(text: string, today: string): number | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
  const ago = words.get(plain);
  if (ago !== undefined) return ago;
  const counted = daysAgoForms.map((form) => form.exec(plain)?.[1]).find(Boolean);
  if (counted !== undefined) return Number(counted);
  const name = plain
    .replace(/^(?:last |el |na |no )/, '')
    .replace(/ (?:pasado|passad[ao])$/, '')
    .replace(/ feira$/, '-feira');
  const weekday = weekdays.get(name);
  if (weekday === undefined) return undefined;
  const weekdayNow = new Date(`${today}T00:00:00Z`).getUTCDay();
  return ((weekdayNow - weekday + 6) % 7) + 1;
}
