import type { Noun, VerbEntry, VerbTree } from './verb.ts';

/** The order verbs also stand at the top level: `mp-orders create` is `mp-orders order create`. */
export const shortcuts: readonly VerbEntry[] = [
  {
    name: 'create',
    summary: 'create a QR order and draw its code, or thousands from a file',
    load: async () => (await import('./order/create.ts')).create,
  },
  {
    name: 'get',
    summary: 'show orders',
    load: async () => (await import('./order/get.ts')).get,
  },
  {
    name: 'watch',
    summary: 'follow orders until they are paid',
    load: async () => (await import('./order/watch.ts')).watch,
  },
  {
    name: 'cancel',
    summary: 'cancel orders',
    load: async () => (await import('./order/cancel.ts')).cancel,
  },
  {
    name: 'refund',
    summary: 'give back what was paid, whole or in part',
    load: async () => (await import('./order/refund.ts')).refund,
  },
  {
    name: 'list',
    summary: 'search orders by date, reference and status',
    load: async () => (await import('./order/list.ts')).list,
  },
  {
    name: 'resume',
    summary: 'finish requests whose outcome is unknown, with the same key',
    load: async () => (await import('./order/resume.ts')).resume,
  },
];

/** Verbs that belong to no noun. */
export const loneVerbs: readonly VerbEntry[] = [
  {
    name: 'explain',
    summary: 'what a code, a status or an order means, whose move it is, what to type next',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'find',
    summary: 'the order that belongs to a number, a reference, or an amount and an hour',
    load: async () => (await import('./find.ts')).find,
  },
  {
    name: 'reconcile',
    summary: 'a shop’s sales beside the orders: paid, not paid, twice, unknown',
    load: async () => (await import('./reconcile.ts')).reconcile,
  },
  {
    name: 'history',
    summary: 'what was sent from here: when, which order, its outcome',
    load: async () => (await import('./history.ts')).history,
  },
  {
    name: 'report',
    summary: 'one text about an order for support: what happened, request ids, nothing personal',
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'doctor',
    summary: 'what is wrong here: Node, network, token, clock, journal, terminal',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'api',
    summary: 'any other endpoint, with this tool’s sign-in, retries and tracing',
    load: async () => (await import('./api.ts')).api,
  },
  {
    name: 'completion',
    summary: 'completion script for bash, zsh, fish or PowerShell',
    load: async (tree) => (await import('./completion/completion.ts')).createCompletion(tree),
  },
];

export const nouns: readonly Noun[] = [
  {
    name: 'order',
    summary: 'create, get, watch, cancel, refund, list and resume orders',
    verbs: shortcuts,
  },
  {
    name: 'pos',
    summary: 'the points of sale that an order can name',
    verbs: [
      {
        name: 'list',
        summary: 'list this account’s points of sale',
        load: async () => (await import('./pos/list.ts')).list,
      },
      {
        name: 'show',
        summary: 'show one by its external_id',
        load: async () => (await import('./pos/show.ts')).show,
      },
      {
        name: 'create',
        summary: 'make a point of sale that orders can name',
        load: async () => (await import('./pos/create.ts')).create,
      },
      {
        name: 'update',
        summary: 'change one, such as to give it its external_id',
        load: async () => (await import('./pos/update.ts')).update,
      },
      {
        name: 'delete',
        summary: 'delete one, and its printed code with it',
        load: async () => (await import('./pos/delete.ts')).remove,
      },
    ],
  },
  {
    name: 'store',
    summary: 'the stores that points of sale stand in',
    verbs: [
      {
        name: 'list',
        summary: 'list this account’s stores',
        load: async () => (await import('./store/list.ts')).list,
      },
      {
        name: 'create',
        summary: 'make a store',
        load: async () => (await import('./store/create.ts')).create,
      },
    ],
  },
  {
    name: 'qr',
    summary: 'draw a QR payload, or decode it',
    verbs: [
      {
        name: 'show',
        summary: 'draw a payload as a QR code',
        load: async () => (await import('./qr/show.ts')).show,
      },
      {
        name: 'decode',
        summary: 'name the fields of a payload and check its CRC',
        load: async () => (await import('./qr/decode.ts')).decode,
      },
    ],
  },
  {
    name: 'webhook',
    summary: 'check, receive and try out the notifications of order systems',
    verbs: [
      {
        name: 'verify',
        summary: 'check the signature of a notification, and say why it fails',
        load: async () => (await import('./webhook/verify.ts')).verify,
      },
      {
        name: 'listen',
        summary: 'receive notifications, and tell of each change of an order',
        load: async () => (await import('./webhook/listen.ts')).listen,
      },
      {
        name: 'send',
        summary: 'send one notification, to try out what receives them',
        load: async () => (await import('./webhook/send.ts')).send,
      },
    ],
  },
  {
    name: 'sandbox',
    summary: 'the embedded order systems, for trying things out and for tests',
    verbs: [
      {
        name: 'serve',
        summary: 'serve the sandbox over HTTP on this machine',
        load: async () => (await import('./sandbox/serve.ts')).serve,
      },
      {
        name: 'run',
        summary: 'run a program whose requests to the order systems reach a sandbox',
        load: async () => (await import('./sandbox/run.ts')).run,
      },
      {
        name: 'env',
        summary: 'what `sandbox run` sets, as lines for a shell',
        load: async () => (await import('./sandbox/env.ts')).env,
      },
      {
        name: 'pay',
        summary: 'pay an order, as a customer would',
        load: async () => (await import('./sandbox/pay.ts')).pay,
      },
      {
        name: 'fail',
        summary: 'refuse a customer’s attempt to pay',
        load: async () => (await import('./sandbox/fail.ts')).fail,
      },
      {
        name: 'expire',
        summary: 'let an order expire now',
        load: async () => (await import('./sandbox/expire.ts')).expire,
      },
      {
        name: 'dispute',
        summary: 'have the customer’s bank take a payment back, and decide the dispute',
        load: async () => (await import('./sandbox/dispute.ts')).dispute,
      },
      {
        name: 'add',
        summary: 'make an order of any system, in any status, to try things on',
        load: async () => (await import('./sandbox/add.ts')).add,
      },
      {
        name: 'move',
        summary: 'bring an order to a status, as its customer, seller or time would',
        load: async () => (await import('./sandbox/move.ts')).move,
      },
      {
        name: 'list',
        summary: 'list the sandbox’s orders, newest first',
        load: async () => (await import('./sandbox/list.ts')).list,
      },
      {
        name: 'refunds',
        summary: 'complete refunds at once, after a while, or let them fail',
        load: async () => (await import('./sandbox/refunds.ts')).refunds,
      },
      {
        name: 'minimum-amount',
        summary: 'refuse amounts below a country’s minimum, or take them',
        load: async () => (await import('./sandbox/minimum-amount.ts')).minimumAmount,
      },
      {
        name: 'clock',
        summary: 'show and turn the clock that the sandbox goes by',
        load: async () => (await import('./sandbox/clock.ts')).clock,
      },
      {
        name: 'faults',
        summary: 'turn the faults of a served sandbox on and off',
        load: async () => (await import('./sandbox/faults.ts')).faults,
      },
      {
        name: 'webhooks',
        summary: 'list the webhooks that a served sandbox sent; say where they go',
        load: async () => (await import('./sandbox/webhooks.ts')).webhooks,
      },
      {
        name: 'requests',
        summary: 'list what a served sandbox was asked and answered',
        load: async () => (await import('./sandbox/requests.ts')).requests,
      },
      {
        name: 'pos',
        summary: 'add a point of sale: `sandbox pos add <external_id>`',
        load: async () => (await import('./sandbox/pos.ts')).pos,
      },
      {
        name: 'reset',
        summary: 'delete all orders and points of sale of the sandbox',
        load: async () => (await import('./sandbox/reset.ts')).reset,
      },
    ],
  },
  {
    name: 'auth',
    summary: 'sign in, and choose between accounts',
    verbs: [
      {
        name: 'login',
        summary: 'store an account’s keys in a profile',
        load: async () => (await import('./auth/login.ts')).login,
      },
      {
        name: 'status',
        summary: 'whose account this is, where its token is from, live or test',
        load: async () => (await import('./auth/status.ts')).status,
      },
      {
        name: 'list',
        summary: 'list the profiles',
        load: async () => (await import('./auth/list.ts')).list,
      },
      {
        name: 'use',
        summary: 'choose the profile to use from now on',
        load: async () => (await import('./auth/use.ts')).use,
      },
      {
        name: 'logout',
        summary: 'remove a profile and its token',
        load: async () => (await import('./auth/logout.ts')).logout,
      },
    ],
  },
  {
    name: 'config',
    summary: 'defaults for options, kept for this user',
    verbs: [
      {
        name: 'get',
        summary: 'print a default',
        load: async () => (await import('./config/get.ts')).get,
      },
      {
        name: 'set',
        summary: 'set a default',
        load: async () => (await import('./config/set.ts')).set,
      },
      {
        name: 'unset',
        summary: 'remove a default',
        load: async () => (await import('./config/unset.ts')).unset,
      },
      {
        name: 'list',
        summary: 'list the defaults',
        load: async () => (await import('./config/list.ts')).list,
      },
      {
        name: 'path',
        summary: 'print where the config file is',
        load: async () => (await import('./config/path.ts')).path,
      },
    ],
  },
];

export const verbs: VerbTree = { shortcuts, nouns, loneVerbs };
