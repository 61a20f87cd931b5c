import { wordList } from '../../word-list.ts';
import { usageError } from '../../errors.ts';
import { sentence } from '../../language/sentence.ts';

export interface ColumnFlags {
  referenceColumn?: string;
  amountColumn?: string;
  posColumn?: string;
  currencyColumn?: string;
}

/** Places of the columns in a row. */
export interface Columns {
  reference: number;
  amount: number;
  pos: number | undefined;
  currency: number | undefined;
  /** Of money that went out, where the amount is that of money that came in. */
  debit: number | undefined;
  /** Whose cells say with `C` or `D` whether the amount came in or went out. */
  sign: number | undefined;
  /** Whose cells say what a row is, or how it ended: `Venta`, `Devolución`, `Anulada`. */
  kinds: readonly number[];
}

/**
 * The names that columns have where no option names them, in the languages of the catalogue, without
 * accents and signs: those of a later list count where a head has none of the lists before.
 */
const usualNames = {
  reference: [
    ['reference', 'external reference', 'referencia', 'sale', 'venta', 'venda'],
    wordList(`
      referencia externa, ticket, comprobante, pedido, orden, cupom, no venta, n venta, nro venta,
      numero de venta, id venta, nro de venta, no venda, n venda, numero da venda, id venda,
      no da venda, n da venda, no pedido, n pedido, nro pedido, numero de pedido,
      numero do pedido, codigo de referencia, cod de referencia, codigo referencia,
      cod referencia, numero de referencia, no de referencia, n de referencia, nro de referencia,
      no referencia, n referencia, nro referencia, ref, order, order number, order no,
      sale number, receipt, receipt no, no ticket, n ticket, nro ticket, numero de ticket,
      factura, nota fiscal, invoice
    `),
    ['id referencia', 'order id', 'sale id', 'external reference id', 'id externo'],
  ],
  amount: [
    ['amount', 'total amount', 'total', 'importe', 'monto', 'valor'],
    wordList(`
      importe total, monto total, valor total, transaction amount, gross amount, importe bruto,
      monto bruto, valor bruto, bruto, valor da venda, gross, importe de la venta,
      monto de la venta, valor de la venta, valor de venta, valor del producto, valor do produto,
      total venta, total venda, preco, precio
    `),
    wordList(`
      credit, credito, creditos, haber, abono, abonos, ingreso, ingresos, entrada, entradas
    `),
  ],
  pos: [['pos', 'external pos id', 'external id', 'caja', 'caixa']],
  currency: [
    ['currency', 'moneda', 'moeda'],
    ['transaction currency', 'divisa'],
  ],
} as const;

const debits = wordList(`
  debit, debito, debitos, debe, cargo, cargos, egreso, egresos, saida, saidas, salida, salidas
`);

const signs = ['d c', 'c d', 'dc', 'cd', 'debito credito', 'credito debito', 'sinal', 'signo'];

/** Of what a row is, and of how it ended. */
const kindName =
  /^(?:(?:tipo|type|clase)(?: (?:de |do |da )?\p{L}+)?|(?:transaction|operation|movement) type|operacion|operacao|movimiento|movimento|estado|status|situacao|state)$/u;

type Field = keyof typeof usualNames;

const nameOf = {
  reference: 'the reference',
  amount: 'the amount',
  pos: 'the pos',
  currency: 'the currency',
} as const;

/** `Nº venta` as `n venta`, `Valor (R$)` as `valor`. */
export const plainWords = (text: string): string =>
  text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[º°ª]/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function placesOf(head: readonly string[], field: Field, wanted: string | undefined): number[] {
  const places = (isIt: (name: string) => boolean) =>
    head.flatMap((name, i) => (isIt(name) ? [i] : []));
  if (wanted !== undefined) {
    const exact = places((name) => name.trim().toLowerCase() === wanted.trim().toLowerCase());
    return exact.length > 0 ? exact : places((name) => plainWords(name) === plainWords(wanted));
  }
  const lists: readonly (readonly string[])[] = usualNames[field];
  for (const names of lists) {
    const exact = places((name) => names.includes(plainWords(name)));
    if (exact.length > 0) return exact;
  }
  return field === 'reference' ? places((name) => numbered.includes(bareNoun(name))) : [];
}

/** What a number is of: `Venta N°`, `Nro. de recibo`, `Order ID`. */
const bareNoun = (name: string): string =>
  plainWords(name)
    .replace(/^(?:n|no|nro|num|numero|number|id|codigo|cod) (?:de |da |do |del )?(?:la )?/, '')
    .replace(/ (?:n|no|nro|num|numero|number|id|codigo|cod)$/, '');

const numbered = wordList(`
  venta, venda, pedido, orden, ticket, cupom, factura, recibo, comprobante, order, receipt,
  invoice, referencia, reference, nota fiscal
`);

const wantedOf = (flags: ColumnFlags): Readonly<Record<Field, string | undefined>> => ({
  reference: flags.referenceColumn,
  amount: flags.amountColumn,
  pos: flags.posColumn,
  currency: flags.currencyColumn,
});

/** Whether a row names the columns that every list has. */
export function isHead(cells: readonly string[], flags: ColumnFlags): boolean {
  const wanted = wantedOf(flags);
  return (['reference', 'amount'] as const).every(
    (field) => placesOf(cells, field, wanted[field]).length > 0,
  );
}

/** Finds the columns of a head. Throws a usage error for one that is missing, or could be several. */
export function columnsOf(head: readonly string[], flags: ColumnFlags): Columns {
  const wanted = wantedOf(flags);
  const find = (field: Field): number | undefined => {
    const places = placesOf(head, field, wanted[field]);
    const option = `--${field}-column`;
    if (places.length === 1) return places[0];
    const isOptional = field === 'pos' || field === 'currency';
    if (places.length === 0 && isOptional && wanted[field] === undefined) return undefined;
    const what = wanted[field] === undefined ? sentence(nameOf[field]) : `"${wanted[field]}"`;
    throw usageError(
      places.length === 0
        ? sentence('No column is {what}.', { what })
        : sentence('Several columns could be {what}.', { what }),
      {
        code: 'unknown_column',
        hint: sentence('Name it with {option}. The head has: {head}.', {
          option,
          head: head.join(', '),
        }),
      },
    );
  };
  const [reference, amount] = [find('reference')!, find('amount')!];
  const debit = head.findIndex((name) => debits.includes(plainWords(name)));
  const sign = head.findIndex((name) => signs.includes(plainWords(name)));
  return {
    reference,
    amount,
    pos: find('pos'),
    currency: find('currency'),
    debit: debit === -1 || debit === amount ? undefined : debit,
    sign: sign === -1 ? undefined : sign,
    kinds: head.flatMap((name, i) => (kindName.test(plainWords(name)) ? [i] : [])),
  };
}
