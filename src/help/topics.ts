import type { TopicName } from './error-topics.ts';
import type { Command } from 'commander';

/*
 * What `mp-orders help <topic>` prints and the man page holds. A line is 76 characters at most, and
 * what is typed or shown as it is begins with two spaces. docs/ says more; a page of it is named last.
 */

interface Topic {
  name: TopicName;
  summary: string;
  text: string;
}

/** A text that is written from the second line on, with the spaces that its first line begins with. */
const lines = (text: string): string => text.replace(/^\n/, '');

/** `options` is made from the options themselves (`optionsText`), and so has no text here. */
export const topics: readonly Topic[] = [
  { name: 'options', summary: 'the options that every command takes', text: '' },
  {
    name: 'till',
    summary: 'one command is a whole sale',
    text: lines(`
One command creates the order, draws its code, follows it, and cancels it
when nobody pays in time:

  mp-orders create --amount 24.50 --pos EXTERNALPOS019285 --mode dynamic \\
    --idempotency-key 2026-11-28-0042 --watch --timeout 5m --cancel-on-timeout

The key is the name of the sale: the day and the number of the ticket, say.
Whatever stops the command (a kill, a power cut, Ctrl-C), the same line goes
on with the same order, and makes no second one.

  0         paid as asked: hand out the goods
  10        not paid in time, and canceled: the sale is over
  9         paid with another amount, or ended otherwise: look at the order
  6         the key's sale is over, or was another: read the error first
  7         nothing was sent or changed: the same line again
  8         not known: the same line again, with the same key
  130, 143  ended by a signal, and payable still: the same line again

docs/till.md has it in Bash, Python and Node.`),
  },
  {
    name: 'exit-codes',
    summary: 'what each exit code means, and what to do',
    text: lines(`
  0   done
  1   a bug in this tool
  2   wrong usage or invalid input; nothing was sent
  3   the provider refused the request, or a refund failed
  4   not signed in, or the credentials were refused
  5   no such order, point of sale ...
  6   the order's state does not allow it, or a conflicting request
  7   the provider could not be reached or could not answer, and nothing was
      changed; of watch: how the order stands is not known
  8   outcome unknown: a change was sent and no answer came
  9   watch ended on another final status than the one asked for
  10  watch ran out of time, and its last look saw the order open
  11  of several orders or rows, some failed; of reconcile: not all agree
  130, 143, 129  ended by Ctrl-C, SIGTERM, a terminal that was closed

Of sandbox run, the exit code is that of the program; 126 and 127 say that
it cannot be run, or is not there.

A script takes 7 and 8 for "the same line again", with its own
--idempotency-key. After 8, mp-orders order resume finds out what came of it.
mp-orders explain exit 8 says more of one of them.`),
  },
  {
    name: 'scripts',
    summary: 'output for programs: rows, JSON, one field, errors',
    text: lines(`
The result is on stdout, and nothing else is. Off a terminal it is a row of
columns, separated by tabs.

  mp-orders get ORD... --json              the provider's own document
  mp-orders get ORD... --field status      one value of it
  mp-orders list --from 7d --json          a document a line
  mp-orders watch ORD... --json            an event a line

cancel, refund and watch wrap that document, as "answer", in one of ours:
"outcome", "event", "at". With --json an error is one JSON object on stderr:
"code", "message", "hint", "exit_code", "retryable", "next" and so on.
Nothing is asked without a terminal, nor where CI is set.

Codes for a case statement: mp-orders help exit-codes.`),
  },
  {
    name: 'never-twice',
    summary: 'keys, lost answers, and what to do when nobody knows',
    text: lines(`
Every create, cancel and refund is on disk before it is sent: its key, its
bytes, the account, the time. An answer that never came ends with exit code 8,
the key, and the command that is safe to type next.

  mp-orders order resume --list    requests whose outcome is not known
  mp-orders order resume           settle them: the same bytes under the same
                                   key, or by looking at the order
  mp-orders history                what was sent from here

Give a sale a key of your own, --idempotency-key. The same key with the same
content is the same order, however late: it is shown as it is now, and not
made again. Other content under it is refused with exit code 6. Never take a
new key for a sale whose outcome is not known.

The key is known to this machine's journal; to the provider for a day
(Mercado Pago) or an hour (Mollie). docs/never-twice.md has every case.`),
  },
  {
    name: 'request',
    summary: 'all that an order can hold: items, discounts, fees, a whole body',
    text: lines(`
  --item title=Coffee,price=24.50,qty=1    may repeat; also unit=, code=,
                                           category=
  --items items.csv                        items from a file, JSON or CSV
  --discount account_money=47.28           the total for one payment method
  --total 120.00 --amount 100.00           where the total is more than the
                                           payment (cash-outs)
  --marketplace-fee 2.50                   of a marketplace; OAuth tokens only
  --platform-id ID                         integration_data.platform_id
  --integrator-id dev_...                  integration_data.integrator_id
  --sponsor-id 123                         integration_data.sponsor.id
  --data order.json                        a whole request; options override it

What the API's page says about a request is checked before it is sent, and
every problem is named at once. --dry-run prints it and changes nothing.

A static order waits at the printed code of the point of sale, for 10 minutes
at most; a dynamic one has a code of its own, for 15 minutes or --expires; a
hybrid one has both. --pos is the external_id of a point of sale.`),
  },
  {
    name: 'batches',
    summary: 'thousands of orders from a file',
    text: lines(`
  mp-orders create --from orders.csv --mode dynamic > results.ndjson

A row is an order: amount, pos, reference and so on, as the options are
called. A result is a JSON document a line. The same command again goes on
where it stopped, and creates nothing twice. A row is known by its reference,
wherever it stands. Rows without one that say the same are counted: those that
are more than were sent before are new. Another --batch NAME orders all again.

  --concurrency 8      orders in progress at once
  --rate 20/s          requests a second, at most; retries count
  --max-wait 1h        stop when the server asks for a longer pause
  --shard 2/8          every eighth row only, from the second on
  --rate-total 20/s    with --shard: --rate of all shards together
  --batch NAME         the batch's name, which keys follow from; the file's
                       when left out
  --resume-from FILE   results of an earlier run: what has an order there is
                       not sent again

Exit code 11: some rows failed. cancel -, refund -, get - and watch - take
ids on stdin. docs/batches.md has the formats.`),
  },
  {
    name: 'sandbox',
    summary: 'three order systems inside, for trying things out and for tests',
    text: lines(`
Every command takes --sandbox: no account, no network, no money.

  mp-orders create --sandbox --amount 50 --pos EXTERNALPOS019285 --mode dynamic
  mp-orders sandbox pay ORDTST...

Your own client finds it over HTTP, or is led to it without a changed line:

  mp-orders sandbox serve --port 4010      prints its URL and keys
  mp-orders sandbox run -- npm test        a sandbox around one program

Both fail as networks do: with --fault "POST /v1/orders: drop after x1" the
work is done and the answer lost. mp-orders auth list shows its other sellers.
docs/testing-your-integration.md and docs/sandbox.md say more.`),
  },
  {
    name: 'faults',
    summary: 'a sandbox that fails as networks do',
    text: lines(`
  mp-orders sandbox serve --fault "POST /v1/orders: drop after x1"
  mp-orders sandbox faults "GET *: html 10%" --base-url http://127.0.0.1:4010
  mp-orders sandbox faults off --base-url http://127.0.0.1:4010

A fault is <METHOD> <path>: <what happens> [x<times>] [<percent>%] [after <n>].
* stands for any method, and in a path for any characters. What happens:

  503      429 retry-after 2      500 body '{"message":"down"}'
  drop before      html      redirect /login          nothing is carried out
  drop after       truncate                           it is, and the answer lost
  delay 2s         slow 5s   103                      it is, and answered late

docs/faults.md has a recipe: does your client order twice?`),
  },
  {
    name: 'webhooks',
    summary: 'receive notifications, check them, and make them',
    text: lines(`
  mp-orders sandbox serve --webhook http://127.0.0.1:3000/hook
  mp-orders webhook listen --forward-to http://127.0.0.1:3000/hook
  mp-orders webhook verify < request.txt
  mp-orders webhook send order.processed ORD... --to http://127.0.0.1:3000/hook
  mp-orders watch ORD... --webhook-port 4011

A notification says that something changed; what is true is what GET says.
verify says whom a request is from, and if it is not Mercado Pago's, why.
docs/webhooks.md has signatures, repeats, and what goes wrong.`),
  },
  {
    name: 'desk',
    summary: 'with a customer on the phone, and at the end of the day',
    text: lines(`
  mp-orders find 61212056              by a receipt's number, a reference, an
                                       amount; says why each order matches
  mp-orders explain ORD...             what an order, a code or a status means
  mp-orders list --day yesterday --by pos --sum
  mp-orders reconcile sales.csv        a shop's sales beside the orders
  mp-orders history today              what was sent from this machine
  mp-orders doctor                     what is wrong with this machine

All of these read, and change no order. docs/desk.md and docs/reconcile.md
say more.`),
  },
  {
    name: 'settings',
    summary: 'defaults, environment variables, profiles, where things are kept',
    text: lines(`
A flag goes before the environment, that before the config.

  mp-orders config set pos EXTERNALPOS019285    a default; config list shows all
  mp-orders config path                         where they are
  mp-orders auth login --profile shop2          another account
  mp-orders auth use shop2                      from now on

  MP_ACCESS_TOKEN                  Mercado Pago; goes before a profile
  MOLLIE_API_KEY                   Mollie
  VTEX_APP_KEY, VTEX_APP_TOKEN     VTEX
  MP_ORDERS_POS, MP_ORDERS_MODE    defaults, as config set has them
  MP_ORDERS_HOME                   one folder for all that is kept
  MP_ORDERS_SANDBOX=1              --sandbox
  MP_ORDERS_BASE_URL               --base-url
  MP_ORDERS_LANG                   en, es or pt

docs/security.md says what is kept where, and who can read it.`),
  },
  {
    name: 'proxies',
    summary: 'a proxy, its password, and certificates of your own',
    text: lines(`
HTTPS_PROXY or ALL_PROXY names a proxy, except for the hosts of NO_PROXY;
--proxy and config set proxy go before them, --no-proxy turns them off.

  mp-orders config set proxy http://proxy.shop.example:3128
  mp-orders config set proxy-auth        user:password, at a hidden prompt

Where something in between ends TLS, its authority has to be trusted:

  mp-orders config set ca-file /etc/ssl/shop.pem

NODE_EXTRA_CA_CERTS does the same. A certificate that is not trusted is not
retried, and no option turns the check off. mp-orders doctor says how far a
request gets. docs/proxies.md says more.`),
  },
  {
    name: 'going-live',
    summary: 'from the sandbox to the first real code',
    text: lines(`
  1. Make an application in the panel; take its test account's token.
  2. mp-orders auth login              typed at a hidden prompt, and checked
  3. mp-orders auth status             whose it is, live or test
  4. mp-orders store create KIOSK1 ... and
     mp-orders pos create COUNTER1 --name Counter1 --store KIOSK1
     or, for a point of sale of the panel, which has no external_id yet:
     mp-orders pos list; mp-orders pos update ID --external-id COUNTER1
  5. An order of a test account (ORDTST...), paid by a test user.
  6. mp-orders auth login --profile live, and the first order over a small
     amount; refund it.

QR orders exist in Argentina, Brazil, Chile and Uruguay.
docs/going-live.md has each step.`),
  },
  {
    name: 'windows',
    summary: 'files, shells and the till on Windows',
    text: lines(`
Everything works in cmd.exe and PowerShell, with Node.js for Windows.

A virus scanner, an indexer or another program may have a file open for a
moment: Windows then lets nobody rename or remove it (EPERM, EACCES, EBUSY).
This tool waits up to five seconds. When that is too short, the error says
which file; nothing was sent that is not in the journal.

  mp-orders config path      %APPDATA%\\mp-orders\\Config holds the tokens
  mp-orders doctor           what is wrong with this machine

%LOCALAPPDATA%\\mp-orders\\Data holds the journal and the sandbox. JSON in
double quotes gets lost on the way in cmd.exe: write it to a file, and --data
order.json. In a .cmd script write "call mp-orders ...". docs/windows.md has
a till for both shells.`),
  },
];

/** What `mp-orders help <name>` prints of a topic; undefined where there is none. */
export function topicText(name: string, program: Command): string | undefined {
  const topic = topics.find((one) => one.name === name);
  if (topic === undefined) return undefined;
  const text = topic.name === 'options' ? optionsText(program) : topic.text;
  const head = topic.summary.charAt(0).toUpperCase() + topic.summary.slice(1);
  return `${head}.\n\n${text}\n`;
}

/** The list at the end of `mp-orders --help`. */
export function topicList(): string {
  const width = Math.max(...topics.map(({ name }) => name.length));
  const lines = topics.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Topics (mp-orders help <topic>; pages named docs/… are in the repository):\n${lines.join('\n')}`;
}

/** The options of the program, as commander lays them out. */
function optionsText(program: Command): string {
  const helper = program.createHelp();
  const options = program.options.filter(({ long, hidden }) => long !== '--version' && !hidden);
  const width = Math.max(...options.map((option) => helper.optionTerm(option).length));
  helper.helpWidth ??= 80;
  return options
    .map((option) =>
      helper.formatItem(helper.optionTerm(option), width, helper.optionDescription(option), helper),
    )
    .join('\n');
}
