/** JSON text that goes into an object as it is, so that no number in it loses digits. */
class JsonText {
  constructor(readonly text: string) {}
}

/** Undefined for undefined: `jsonObject` leaves such a member out. */
export const raw = (json: string | undefined): JsonText | undefined =>
  json === undefined ? undefined : new JsonText(json);

/** The members of an object: any value that JSON has, or JSON text that is `raw`. */
export type Members = Readonly<Record<string, unknown>>;

/** JSON text of an object, its members in their order; one whose value is undefined is left out. */
export function jsonObject(members: Members): string {
  for (const name in members) {
    if (members[name] instanceof JsonText) return `{${membersText(members)}}`;
  }
  return JSON.stringify(members);
}

/** The JSON text of an object with more members after its own, or before them; its own stay as written. */
export function withMembers(json: string, members: Members, at: 'end' | 'start' = 'end'): string {
  const begin = json.indexOf('{') + 1;
  const end = json.lastIndexOf('}');
  const own = json.slice(begin, end);
  const more = membersText(members);
  const texts = at === 'end' ? [own, more] : [more, own];
  const inner = texts.filter((text) => text.trim() !== '').join(',');
  return `${json.slice(0, begin)}${inner}${json.slice(end)}`;
}

function membersText(members: Members): string {
  let all = '';
  for (const [name, value] of Object.entries(members)) {
    const text = textOf(value);
    if (text !== undefined) all += `${all === '' ? '' : ','}${JSON.stringify(name)}:${text}`;
  }
  return all;
}

const textOf = (value: unknown): string | undefined =>
  value instanceof JsonText ? value.text : JSON.stringify(value);
