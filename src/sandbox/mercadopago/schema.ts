import { isAmount } from './money.ts';
import { type OrdersErrorCode, type Problem, Refusal, refuse } from './errors.ts';

/** Takes down a problem; checking goes on, so that all of them are reported at once. */
export type Report = (code: OrdersErrorCode, detail: string) => void;

/** Checks a value and everything below it. `path` is the value's JSON path. */
export type Rule = (value: unknown, path: string, report: Report) => void;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws with everything that the rules find wrong with a body. */
export function check(body: unknown, ...rules: readonly Rule[]): void {
  // Assumption: a body that is JSON but no object has invalid properties as a whole.
  if (!isObject(body)) throw refuse('invalid_properties', "'$' must be an object");
  const problems: Problem[] = [];
  for (const rule of rules) rule(body, '$', (code, detail) => problems.push({ code, detail }));
  const [first, ...others] = problems;
  if (first) throw new Refusal([first, ...others]);
}

/** An object that has the required properties and none but those listed: the schema is closed. */
export const object =
  (properties: Record<string, Rule>, required: readonly string[] = []): Rule =>
  (value, path, report) => {
    if (!isObject(value)) return report('property_type', `'${path}' must be an object`);
    for (const name of required) {
      if (!Object.hasOwn(value, name)) {
        report('required_properties', `missing properties: '${path}.${name}'`);
      }
    }
    for (const [name, child] of Object.entries(value)) {
      // hasOwn, or a property named `constructor` would find a rule on the prototype.
      const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (rule) rule(child, `${path}.${name}`, report);
      else report('unsupported_properties', `unsupported properties: '${path}.${name}'`);
    }
  };

export const array =
  (element: Rule, { least = 0, most }: { least?: number; most: number }): Rule =>
  (value, path, report) => {
    if (!Array.isArray(value)) return report('property_type', `'${path}' must be an array`);
    if (value.length < least) {
      report('minimum_items', `'${path}' must have at least ${least} element(s)`);
    }
    if (value.length > most) {
      report('maximum_items', `'${path}' must have at most ${most} element(s)`);
    }
    value.forEach((child, at) => element(child, `${path}[${at}]`, report));
  };

/** A string for which `expected` finds nothing to say; what it says is what would be right. */
export const string =
  (expected: (value: string) => string | undefined): Rule =>
  (value, path, report) => {
    if (typeof value !== 'string') return report('property_type', `'${path}' must be a string`);
    const wish = expected(value);
    if (wish !== undefined) report('property_value', `'${path}' must ${wish}`);
  };

export const text = (most: number, least = 0): Rule =>
  string((value) => {
    // Characters, not UTF-16 units: an emoji is one.
    const { length } = [...value];
    if (length > most) return `have at most ${most} characters`;
    return length < least ? 'not be empty' : undefined;
  });

export const oneOf = (choices: readonly string[]): Rule =>
  string((value) => (choices.includes(value) ? undefined : `be one of ${choices.join(', ')}`));

export const amount = (wholeOnly: boolean): Rule =>
  string((value) => {
    if (!isAmount(value)) return 'be an amount with two decimals or none';
    if (wholeOnly && value.includes('.')) return 'be a whole amount in this currency';
    return /[1-9]/.test(value) ? undefined : 'be greater than zero';
  });

export const boolean: Rule = (value, path, report) => {
  if (typeof value !== 'boolean') report('property_type', `'${path}' must be a boolean`);
};

export const positiveInteger: Rule = (value, path, report) => {
  if (!Number.isInteger(value)) return report('property_type', `'${path}' must be an integer`);
  if ((value as number) < 1) report('property_value', `'${path}' must be greater than zero`);
};
