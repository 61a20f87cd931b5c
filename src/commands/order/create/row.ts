import { english, textIn, type Text } from '../../../language/sentence.ts';
import { rowHash, rowKey, rowReference, type RowPlace } from '../../../batch/row-key.ts';
import type { RowContent, RowFlags } from '../../../batch/rows.ts';
import type { Context } from '../../../session/context.ts';
import { buildQrOrder, type QrOrderFields } from '../../../orders/qr-order-body.ts';
import { pickField } from '../../../json/field.ts';
import { checkBody, composeBody } from './body.ts';
import { readFlags, type BodyOptions, type Flags } from './flags.ts';

/** What was typed beside `--from`, which holds for every row that says nothing else. */
export interface CommandFlags {
  options: BodyOptions & { from?: string };
  flags: Flags;
}

/** The request of a row, ready to send. */
export interface RowRequest {
  key: string;
  reference: string;
  json: string;
  /** Of the request and of the row, without a reference: `row_hash` of the journal. */
  hash: () => string;
  /** The key that it would have in the place of another row. */
  keyAt: (row: number) => string;
  /** `config.qr.mode`, where it says one. */
  mode?: string | undefined;
  warnings: readonly string[];
  /** Whether its reference was made. */
  isUnnamed: boolean;
  /** The place that it had when it was sent, where that was another. */
  movedFrom?: number;
}

/**
 * Makes the request of a row, by the rules of a create of one order. The key, and the reference that
 * is made where there is none, follow from the row: the same bytes on every run. Throws a usage error.
 */
export function composeRow(
  context: Context,
  place: RowPlace,
  content: RowContent,
  typed: CommandFlags,
): RowRequest | Promise<RowRequest> {
  if ('body' in content) return compose(place, layUnder(content.body, typed));
  return layOver(context, content.flags, typed).then((layers) => compose(place, layers));
}

function compose(place: RowPlace, { data, own, flags, options }: Layers): RowRequest {
  const body = buildQrOrder(data, flags.fields, flags.defaults);
  const bare = JSON.stringify(body);
  const keyAt = (row: number) => rowKey({ ...place, row }, bare);
  const key = keyAt(place.row);
  const hash = () => hashOf(body) + hashOf(buildQrOrder(data, own, {}));
  const { external_reference: reference } = body;
  const mode = pickField(body, 'config.qr.mode');
  if (reference === undefined) {
    const reference = rowReference(key);
    const { json, warnings } = composeBody(data, flags, reference, options);
    return {
      key,
      reference,
      json,
      hash,
      keyAt,
      mode,
      warnings: inEnglish(warnings),
      isUnnamed: true,
    };
  }
  const warnings = inEnglish(checkBody(body, flags, options));
  return {
    key,
    reference: reference as string,
    json: bare,
    hash,
    keyAt,
    mode,
    warnings,
    isUnnamed: false,
  };
}

const hashOf = (body: Record<string, unknown>): string =>
  rowHash(JSON.stringify({ ...body, external_reference: undefined }));

/** For programs. */
const inEnglish = (warnings: readonly Text[]): string[] =>
  warnings.map((warning) => textIn(english, warning));

interface Layers extends CommandFlags {
  data: Record<string, unknown>;
  /** What the row says beside that: nothing that was typed, and none of the user's defaults. */
  own: QrOrderFields;
}

/** A whole body goes before what was typed. */
function layUnder(data: Record<string, unknown>, typed: CommandFlags): Layers {
  const { options, flags } = typed;
  const isAnyTyped = Object.values(flags.fields).some((value) => value !== undefined);
  if (!isAnyTyped) return { data, own: {}, options, flags };
  const isInBody = (path: string) => pickField(data, path) !== undefined;
  const isFree = (name: string) => !pathsOf[name as keyof QrOrderFields].some(isInBody);
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flags.fields)) {
    if (value !== undefined && isFree(name)) fields[name] = value;
  }
  return { data, own: {}, options, flags: { ...flags, fields } };
}

/** Where a body says what a flag would; one with transactions has its amount. */
const pathsOf: Readonly<Record<keyof QrOrderFields, readonly string[]>> = {
  amount: ['transactions', 'total_amount'],
  total: ['total_amount'],
  pos: ['config.qr.external_pos_id'],
  mode: ['config.qr.mode'],
  reference: ['external_reference'],
  description: ['description'],
  expires: ['expiration_time'],
  items: ['items'],
  discounts: ['discounts.payment_methods'],
  marketplaceFee: ['marketplace_fee'],
  platformId: ['integration_data.platform_id'],
  integratorId: ['integration_data.integrator_id'],
  sponsorId: ['integration_data.sponsor.id'],
};

/** A row's own values go before what was typed. */
async function layOver(
  context: Context,
  own: RowFlags,
  { options, flags }: CommandFlags,
): Promise<Layers> {
  const { items: list, item, discount, ...texts } = own;
  const rowOptions: BodyOptions = {
    ...texts,
    ...(item !== undefined && { item: [...item] }),
    ...(discount !== undefined && { discount: [...discount] }),
  };
  const read = await readFlags(context, rowOptions);
  const items = list === undefined ? read.fields.items : [...list, ...(read.fields.items ?? [])];
  const values = Object.entries({ ...read.fields, items }).filter(
    ([, value]) => value !== undefined,
  );
  const ofRow: QrOrderFields = Object.fromEntries(values);
  return {
    data: {},
    own: ofRow,
    options: { ...options, ...rowOptions },
    flags: { ...read, fields: { ...flags.fields, ...ofRow } },
  };
}
