/**
 * What the APIs, other tools, and people who speak Spanish or Portuguese, call what has a name of its own
 * here: a command, an option, a column of a batch, a help topic. In small letters without accents; a
 * word may stand for several names. What is a few letters away from its name is for nearest.ts.
 */
const otherNames: Readonly<Record<string, string>> = {
  create: 'crear criar new nuevo novo generar gerar cobrar vender',
  get: 'show view ver mostrar consultar status estado',
  list: 'ls search pedidos ordenes',
  watch: 'follow wait esperar seguir vigilar acompanhar aguardar',
  cancel: 'delete void rm anular',
  refund: 'reembolsar reembolso devolver devolucion estornar estorno',
  find: 'buscar procurar search',
  explain: 'explicar',
  history: 'log logs historial historico',
  reconcile: 'conciliar',
  report: 'informe relatorio',
  store: 'tienda loja sucursal',
  'sandbox pay': 'pagar',
  'auth login': 'entrar signin',
  'auth logout': 'salir sair signout',
  help: 'ayuda ajuda',
  version: 'v versao',

  amount: 'total-amount monto importe valor',
  pos: 'external-pos-id caja caixa',
  reference: 'external-reference referencia',
  description: 'descripcion descricao',
  expires: 'expiration-time vence vencimiento vencimento',
  'marketplace-fee': 'application-fee',
  item: 'producto produto articulo',
  json: 'j o output format',
  debug: 'verbose trace',
  day: 'date dia fecha',
  from: 'since desde de',
  to: 'until hasta ate',
  status: 'state estado',
  yes: 'f force si sim',
  lang: 'language idioma locale',
  sandbox: 'test prueba pruebas teste',
  reason: 'motivo',
  name: 'nombre nome',
  'idempotency-key': 'key clave chave',

  till: 'caja caixa',
  batches: 'lote lotes',
  proxies: 'proxy',
  faults: 'fallas fallos falhas',
  'never-twice': 'idempotency idempotencia',
  'going-live': 'produccion producao',
};

const withoutHyphens = (name: string): string => name.replace(/^-+/, '');

/** Those of `names` (`amount`, `--amount`) that `word` is, or is another name of, in the order of the names. */
export function namesCalled(word: string, names: Iterable<string>): string[] {
  const plain = withoutHyphens(word)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('_', '-');
  return [...names].filter((name) => {
    const own = withoutHyphens(name);
    return own === plain || otherNames[own]?.split(' ').includes(plain);
  });
}
