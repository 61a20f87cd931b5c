import { sentence, type Text } from '../language/sentence.ts';
import { percentDecoded } from '../percent-encoding.ts';
import { crc16, readEmvQr, type EmvField, type EmvQr } from './emv-qr.ts';

/** What is wrong with a payload. */
export interface EmvFault {
  code:
    | 'line_breaks'
    | 'percent_encoded'
    | 'length'
    | 'missing_zero'
    | 'cut_off'
    | 'no_field'
    | 'twice'
    | 'missing'
    | 'crc_missing'
    | 'crc_digits'
    | 'crc_not_last'
    | 'crc'
    | 'not_first'
    | 'value'
    | 'too_long'
    | 'template';
  /** The field that it is about. */
  field?: string;
  says: Text;
}

interface EmvDiagnosis extends EmvQr {
  /** None where the payload is right. */
  faults: readonly EmvFault[];
  /** What no code of the standard has, and wallets may take anyway. */
  odd: readonly EmvFault[];
  /** What was not read: everything from the place on where the text stops making sense. */
  unread: string;
  /** The payload as it would be right, as far as that can be told. */
  right: string | undefined;
}

/** EMV has these in every code; the account of the shop stands in any of 02 to 51. */
const required = ['00', '52', '53', '58', '59', '60'] as const;

/** Fields of one length only (EMV merchant-presented mode, data objects under the root). */
const lengths: ReadonlyMap<string, number> = new Map([
  ...(['00', '01', '55', '58'] as const).map((tag) => [tag, 2] as const),
  ['53', 3],
  ['52', 4],
]);

/** What a value must be, of the fields that are read by machines (the same table). */
const forms: readonly { tag: string; is: RegExp; form: Text }[] = [
  { tag: '00', is: /^01$/, form: '01' },
  { tag: '01', is: /^1[12]$/, form: sentence('11 (static) or 12 (dynamic)') },
  { tag: '52', is: /^\d{4}$/, form: sentence('four digits') },
  { tag: '53', is: /^\d{3}$/, form: sentence('the three digits of a currency') },
  {
    tag: '54',
    is: /^(?=.*[1-9])\d+(\.\d*)?$/,
    form: sentence('digits with two decimals after a point, or none: 50 or 24.50'),
  },
  { tag: '58', is: /^[A-Z]{2}$/i, form: sentence('the two letters of a country') },
];

/** How many characters a value has at most, of the fields that people read (the same table). */
const longestValues = new Map([
  ['54', 13],
  ['59', 25],
  ['60', 15],
  ['61', 10],
]);

/** Fields whose value is fields again. */
const isTemplate = (tag: string): boolean =>
  (tag >= '26' && tag <= '51') || tag === '62' || tag === '64';

/** Longer texts are no codes, and to look for a repair takes a look at all of it for each field. */
const longest = 1_000;

/** A field says it is that much longer or shorter than it is, at most: more is another text. */
const mostOff = 40;

/**
 * Says what is wrong with a payload and what would be right. A repair is proposed only where the whole
 * text makes sense with it.
 */
export function diagnoseEmvQr(payload: string): EmvDiagnosis {
  const trimmed = payload.trim();
  const plain = withoutMishaps(trimmed);
  const text = plain.text;
  const read = readEmvQr(text);
  const repair = isPutTogether(read) ? undefined : findRepair(text, isSound(read));
  const repaired = repair?.text ?? text;
  const after = repair === undefined ? read : readEmvQr(repaired);
  const faults = [
    ...plain.faults,
    ...(repair === undefined ? unreadFaults(text, read) : [repair.fault]),
    ...(repair === undefined ? crcFaults(read) : []),
  ];
  const { misfit } = read;
  const { fields, crc } = plain.faults.length > 0 && misfit === undefined ? after : read;
  const unread = misfit === undefined ? '' : Array.from(text).slice(lengthOf(fields)).join('');
  const odd = after.misfit === undefined ? fieldFaults(after.fields) : [];
  const isRead = after.misfit === undefined || faults.every(({ code }) => code === 'crc_digits');
  const canBeRight = isRead && faults.every(({ code }) => isMendable(code));
  const right = canBeRight && faults.length > 0 ? withCrc(repaired, after.fields) : undefined;
  return { fields, crc, faults, odd, unread, right };
}

const isMendable = (code: EmvFault['code']): boolean =>
  !['cut_off', 'no_field', 'crc_not_last'].includes(code);

interface Reading {
  text: string;
  faults: EmvFault[];
}

/** Undoes what happened to a text on its way here, where it makes sense then and did not before. */
function withoutMishaps(text: string): Reading {
  const breaks: EmvFault = {
    code: 'line_breaks',
    says: sentence('It has line breaks in it, which belong to no code.'),
  };
  const percents: EmvFault = {
    code: 'percent_encoded',
    says: sentence('It is percent-encoded, as in a URL.'),
  };
  if (isSound(readEmvQr(text)) && !/[\r\n]/.test(text)) return { text, faults: [] };
  const joined = [
    { text, faults: [] as EmvFault[] },
    ...['', ' '].map((between) => ({
      text: text.replace(/[ \t]*[\r\n]+[ \t]*/g, between),
      faults: [breaks],
    })),
  ].filter(({ text: changed }, i) => i === 0 || changed !== text);
  const variants = joined.flatMap((one) => {
    const decoded = percentDecoded(one.text);
    return decoded === one.text
      ? [one]
      : [one, { text: decoded, faults: [...one.faults, percents] }];
  });
  const changed = variants.slice(1);
  const isRead = (one: Reading) => readEmvQr(one.text).misfit === undefined;
  return (
    changed.find((one) => isSound(readEmvQr(one.text)) && readEmvQr(one.text).crc.valid) ??
    changed.find((one) => isSound(readEmvQr(one.text))) ??
    changed.find(isRead) ??
    // A break is none of a code's characters, whatever else is wrong.
    changed.find(({ faults }) => faults.length === 1 && faults[0] === breaks) ?? {
      text,
      faults: [],
    }
  );
}

const lengthOf = (fields: readonly EmvField[]): number =>
  fields.reduce((total, { value }) => total + 4 + Array.from(value).length, 0);

/** Whether all of it was read, each field once, and the CRC as the last: so it was put together. */
function isSound({ fields, misfit }: ReturnType<typeof readEmvQr>): boolean {
  if (misfit !== undefined) return false;
  const tags = fields.map(({ tag }) => tag);
  const last = fields.at(-1);
  return (
    new Set(tags).size === tags.length && last?.tag === '63' && /^[0-9a-f]{4}$/i.test(last.value)
  );
}

/** A CRC that agrees, or fields of which none is missing: what is wrong is not how it is divided. */
const isPutTogether = (read: ReturnType<typeof readEmvQr>): boolean =>
  read.misfit === undefined && (read.crc.valid || (isSound(read) && isComplete(read)));

const isComplete = ({ fields }: EmvQr): boolean =>
  fields[0]?.tag === '00' && required.every((tag) => fields.some((field) => field.tag === tag));

interface Repair {
  text: string;
  fault: EmvFault;
  /** How much it changes. */
  cost: number;
  /** How sure it is; more is surer. */
  likely: number;
}

/**
 * The smallest change of one field's length with which the whole text makes sense; `whole` asks for all
 * fields that a code has, as the text makes sense of a kind without it.
 */
function findRepair(text: string, whole: boolean): Repair | undefined {
  const characters = Array.from(text);
  if (characters.length > longest) return undefined;
  const { fields, misfit } = readEmvQr(text);
  const repairs: Repair[] = [];
  const consider = (
    changed: readonly string[],
    cost: number,
    fault: EmvFault & { field: string },
    length: number,
  ) => {
    if ((lengths.get(fault.field) ?? length) !== length) return;
    const repaired = changed.join('');
    const read = readEmvQr(repaired);
    if (!isSound(read) || (whole && !isComplete(read))) return;
    // A sum that agrees proves the repair: it was taken before the length was altered.
    const likely = (read.crc.valid ? 2 : 0) + (isComplete(read) ? 1 : 0);
    // Without either, some length or other always fits: a field that swallows what follows it.
    if (likely > 0) repairs.push({ text: repaired, fault, cost, likely });
  };
  let at = 0;
  const starts = fields.map(({ value }) => {
    const start = at;
    at += 4 + Array.from(value).length;
    return start;
  });
  if (misfit !== undefined) starts.push(at);
  for (const start of starts) {
    const tag = characters.slice(start, start + 2).join('');
    if (!/^\d\d$/.test(tag)) continue;
    const [first = '', second = ''] = characters.slice(start + 2, start + 4);
    const [head, rest] = [characters.slice(0, start + 2), characters.slice(start + 2)];
    if (/\d/.test(first)) {
      const says = sentence('The length of field {tag} lacks a zero: {wrong} should be {right}.', {
        tag,
        wrong: `${tag}${first}`,
        right: `${tag}0${first}`,
      });
      const fault = { code: 'missing_zero', field: tag, says } as const;
      consider([...head, '0', ...rest], 2, fault, Number(first));
    }
    if (!/\d/.test(first) || !/\d/.test(second)) continue;
    const stated = Number(`${first}${second}`);
    for (let off = 1; off <= mostOff; off += 1) {
      for (const length of [stated - off, stated + off]) {
        if (length < 0 || length > 99) continue;
        const digits = String(length).padStart(2, '0');
        const says = sentence(
          'Field {tag} says that it has {stated} characters, and it has {length}: {wrong} should be {right}.',
          {
            tag,
            stated: String(stated),
            length: String(length),
            wrong: `${tag}${first}${second}`,
            right: `${tag}${digits}`,
          },
        );
        const fault = { code: 'length', field: tag, says } as const;
        consider([...head, ...digits, ...rest.slice(2)], off + 1, fault, length);
      }
    }
  }
  return repairs.sort((a, b) => b.likely - a.likely || a.cost - b.cost)[0];
}

/** Where a text stops making sense that no single change mends. */
function unreadFaults(text: string, { fields, misfit }: ReturnType<typeof readEmvQr>): EmvFault[] {
  if (misfit === undefined) return [];
  const characters = Array.from(text);
  const at = lengthOf(fields);
  const rest = characters.slice(at).join('');
  const [, tag, digits = '', value = ''] = /^(\d\d)(\d\d)(.*)$/s.exec(rest) ?? [];
  if (/^\d{1,3}$/.test(rest)) {
    return [{ code: 'cut_off', says: sentence('The text ends within a field: it was cut off.') }];
  }
  if (tag === undefined) {
    const excerpt = characters.slice(misfit.offset, misfit.offset + 8).join('');
    const place = String(misfit.offset);
    return [
      {
        code: 'no_field',
        says: sentence('At character {place} a field should begin, but there is {found}.', {
          place,
          found: excerpt === '' ? '""' : JSON.stringify(excerpt),
        }),
      },
    ];
  }
  const has = Array.from(value).length;
  if (tag === '63' && digits === '04') {
    return [
      {
        code: 'crc_digits',
        field: tag,
        says: sentence('The CRC has {count} digits: {computed} would be right.', {
          count: String(has),
          computed: crcOf(characters.slice(0, at).join('')),
        }),
      },
    ];
  }
  const says = sentence(
    'Field {tag} says that it has {stated} characters, and the text ends after {count}: it was cut off.',
    { tag, stated: String(Number(digits)), count: String(has) },
  );
  return [{ code: 'cut_off', field: tag, says }];
}

function fieldFaults(fields: readonly EmvField[]): EmvFault[] {
  const tags = fields.map(({ tag }) => tag);
  const doubled = [...new Set(tags.filter((tag, i) => tags.indexOf(tag) !== i))];
  const missing = required.filter((tag) => !tags.includes(tag));
  return [
    ...doubled.map((tag): EmvFault => ({
      code: 'twice',
      field: tag,
      says: sentence('Field {tag} is there twice.', { tag }),
    })),
    ...(missing.length === 0
      ? []
      : [
          {
            code: 'missing' as const,
            says: sentence('Fields that every code has are missing: {tags}.', {
              tags: missing.join(', '),
            }),
          },
        ]),
    ...(tags.indexOf('00') > 0
      ? [
          {
            ...({ code: 'not_first', field: '00' } as const),
            says: sentence('Field 00 is not the first.'),
          },
        ]
      : []),
    ...fields.flatMap(valueFaults),
  ];
}

/** What of a value wallets may refuse. */
function valueFaults({ tag, value, children }: EmvField): EmvFault[] {
  const wrong = forms.find((one) => one.tag === tag && !one.is.test(value));
  const most = longestValues.get(tag) ?? Infinity;
  const count = Array.from(value).length;
  return [
    ...(wrong === undefined
      ? []
      : [
          {
            ...({ code: 'value', field: tag } as const),
            says: sentence('Field {tag} is {value}, and should be {form}.', {
              tag,
              value: JSON.stringify(value),
              form: wrong.form,
            }),
          },
        ]),
    ...(count <= most
      ? []
      : [
          {
            ...({ code: 'too_long', field: tag } as const),
            says: sentence('Field {tag} has {count} characters, and {most} are the most.', {
              tag,
              count: String(count),
              most: String(most),
            }),
          },
        ]),
    ...(!isTemplate(tag) || children !== undefined
      ? []
      : [
          {
            ...({ code: 'template', field: tag } as const),
            says: sentence('Field {tag} should hold fields, but does not.', { tag }),
          },
        ]),
  ];
}

function crcFaults({ fields, misfit, crc }: ReturnType<typeof readEmvQr>): EmvFault[] {
  if (misfit !== undefined || crc.valid) return [];
  const { stated, computed } = crc;
  if (stated === undefined) {
    const says = sentence('It has no CRC: it should end in {end}.', { end: `6304${computed}` });
    return [{ code: 'crc_missing', field: '63', says }];
  }
  if (fields.at(-1)?.tag !== '63') {
    const says = sentence('The CRC is not the last field: something was added after it.');
    return [{ code: 'crc_not_last', field: '63', says }];
  }
  const says = sentence(
    'The CRC is {stated} and should be {computed}: the payload was altered or cut.',
    { stated, computed },
  );
  return [{ code: 'crc', field: '63', says }];
}

const crcOf = (covered: string): string =>
  crc16(`${covered}6304`).toString(16).toUpperCase().padStart(4, '0');

/** The text with the CRC that it should have, as its last field. */
function withCrc(text: string, fields: readonly EmvField[]): string {
  const at = fields.findIndex(({ tag }) => tag === '63');
  const before = at < 0 ? fields : fields.slice(0, at);
  const covered = Array.from(text).slice(0, lengthOf(before)).join('');
  return `${covered}6304${crcOf(covered)}`;
}
