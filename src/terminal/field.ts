/**
 * One value of a JSON document by its path (`transactions.payments[0].amount`, or `…payments.0…`):
 * a string as it is, anything else as JSON; undefined when there is none.
 */
export function pickField(document: unknown, path: string): string | undefined {
  let value: unknown = document;
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
