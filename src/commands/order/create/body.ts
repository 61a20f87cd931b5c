import { isObject } from '../../../json/text.ts';
import { english, sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { messageOf, usageError, type CliError } from '../../../errors.ts';
import { checkQrOrder, type Problem } from '../../../orders/check-qr-order.ts';
import { buildQrOrder } from '../../../orders/qr-order-body.ts';
import { pickField } from '../../../json/field.ts';
import { readTextFile } from '../../read-file.ts';
import { flagFor, readFlags, type BodyOptions, type Flags } from './flags.ts';

/** A create request, ready to send. */
export interface CreateBody {
  /** Its exact bytes. */
  json: string;
  warnings: readonly Text[];
  /** Flags, with values, for what was made here or came from the user's defaults. */
  pinned: Readonly<Record<string, string | undefined>>;
  /** What was read from stdin for `--data -`: a repeat needs it again. */
  stdin: string | undefined;
}

/**
 * Makes the request from `--data`, the flags over it and the user's defaults under it, and judges
 * it by the create page's rules. `made` is the reference of a request that names none. Throws one
 * usage error that names every problem.
 */
export async function readCreateBody(
  context: Context,
  options: BodyOptions,
  ownReference: string,
): Promise<CreateBody> {
  const { data, stdin } = await readCreateData(context, options.data);
  const flags = await readFlags(context, options);
  const { body, ...checked } = composeBody(data, flags, ownReference, options);
  return {
    ...checked,
    pinned: {
      ...pinDefaults(body, data, flags),
      '--reference': body.external_reference === ownReference ? ownReference : undefined,
    },
    stdin,
  };
}

/** The same request under another reference than the one that was made for it. */
export function withReference<T extends CreateBody>(request: T, reference: string): T {
  const body = JSON.parse(request.json) as object;
  return {
    ...request,
    json: JSON.stringify({ ...body, external_reference: reference }),
    pinned: { ...request.pinned, '--reference': reference },
  };
}

/** A request's body, checked: as a value, and its exact bytes. */
type ComposedBody = Pick<CreateBody, 'json' | 'warnings'> & {
  body: Record<string, unknown>;
};

/**
 * Lays the flags over the data and the defaults under it; `made` is the reference of a request that
 * names none. Throws one usage error that names every problem, in the words of these options.
 */
export function composeBody(
  data: Record<string, unknown>,
  flags: Flags,
  ownReference: string,
  options: BodyOptions,
): ComposedBody {
  const body = buildQrOrder(data, flags.fields, { ...flags.defaults, reference: ownReference });
  return { body, json: JSON.stringify(body), warnings: checkBody(body, flags, options) };
}

/**
 * Judges a body that was put together; gives the warnings. Throws one usage error that names every
 * problem, in the words of these options.
 */
export function checkBody(
  body: Record<string, unknown>,
  flags: Pick<Flags, 'problems' | 'failed'>,
  options: BodyOptions,
): readonly Text[] {
  const { problems, warnings } = checkQrOrder(body);
  const all = [
    ...flags.problems,
    ...problems.filter(({ path }) => !flags.failed.has(flagFor(path, options) ?? '')),
  ];
  if (all.length > 0) throw invalidOrder(all, options);
  return warnings;
}

/** The defaults that this request took; another default tomorrow must not make another request. */
function pinDefaults(
  body: Record<string, unknown>,
  data: Record<string, unknown>,
  { fields, defaults }: Flags,
): Record<string, string | undefined> {
  const before = buildQrOrder(data, fields, {});
  const fromDefaults = (wanted: string | undefined, path: string) =>
    pickField(before, path) === undefined && pickField(body, path) === wanted ? wanted : undefined;
  return {
    '--pos': fromDefaults(defaults.pos, 'config.qr.external_pos_id'),
    '--mode': fromDefaults(defaults.mode, 'config.qr.mode'),
    '--description': fromDefaults(defaults.description, 'description'),
    '--expires': fromDefaults(defaults.expires, 'expiration_time'),
  };
}

/** Where it comes from is what who begins does not know: it is made once, in the account. */
const posPath = 'config.qr.external_pos_id';

/** One error for everything that is wrong with a request; each with the flag that sets it. */
export function invalidOrder(problems: readonly Problem[], options: BodyOptions): CliError {
  const details = problems.map(({ path, message }) => {
    const flag = flagFor(path, options);
    if (path === '') return [sentence('the request'), ': ', message];
    const lead = `${path}${flag === undefined ? '' : ` (${flag})`}: `;
    // An error about a file names its flag itself.
    return english([message]).startsWith(lead) ? message : [lead, message];
  });
  const count = problems.length;
  const text =
    count === 1
      ? sentence('The order has a problem; nothing was sent.')
      : sentence('The order has {count} problems; nothing was sent.', { count });
  return usageError(text, {
    code: 'invalid_order',
    details,
    hint: sentence(
      '`--help` lists the options; the fields are those of an order in the API of Mercado Pago.',
    ),
    ...(problems.every(({ path }) => path === posPath) && { help: 'going-live' as const }),
  });
}

interface CreateData {
  data: Record<string, unknown>;
  /** What was read from stdin: a repeat of the command needs it again. */
  stdin?: string;
}

/** The request body that `--data` names: a JSON object in a file, or on stdin for `-`. */
async function readCreateData(context: Context, file: string | undefined): Promise<CreateData> {
  if (file === undefined) return { data: {} };
  if (file !== '-') {
    const hint = sentence('Name a file with a JSON object, or - for stdin.');
    return { data: parseData(await readTextFile(context.host, '--data', file, hint), file) };
  }
  const stdin = await context.io.readStdin();
  return { data: parseData(stdin, 'stdin'), stdin };
}

function parseData(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = messageOf(cause);
    throw usageError(sentence('--data: {source} is not JSON.', { source }), {
      details: [why],
      cause,
    });
  }
  if (isObject(value)) return value;
  throw usageError(
    sentence('--data: {source} must hold one JSON object: the body of a create request.', {
      source,
    }),
  );
}
