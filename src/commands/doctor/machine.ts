import { sentence, type Text } from '../../language/sentence.ts';
import { stat } from 'node:fs/promises';
import { CliError } from '../../errors.ts';
import { findExposed } from '../../journal/exposure.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Context } from '../../session/context.ts';
import { isUtf8Locale } from '../../terminal/locale.ts';
import { shellWord } from '../../shell/word.ts';
import { look, ok, wrong, type Check } from './check.ts';

/** The oldest Node that this tool runs on: `engines` of package.json. */
const leastNode = [20, 3] as const;

/** Of a window that shows a code and what to do about it. */
const leastWindow = { columns: 80, rows: 24 };

/** What can be told without the network. */
export async function machineChecks(context: Context): Promise<Check[]> {
  return [
    nodeCheck(context),
    ...(await homeChecks(context)),
    await journalCheck(context),
    terminalCheck(context),
  ];
}

function nodeCheck({ host }: Context): Check {
  const [major = 0, minor = 0] = host.nodeVersion.replace(/^v/, '').split('.').map(Number);
  const [least, point] = leastNode;
  const isEnough = major > least || (major === least && minor >= point);
  const message = sentence('Node.js {version} on {platform}.', {
    version: host.nodeVersion,
    platform: host.platform,
  });
  return isEnough
    ? ok('node', message)
    : wrong(
        'node',
        message,
        sentence('Install Node.js {version} or later.', { version: leastNode.join('.') }),
      );
}

/** The config holds access tokens, the journal what is sent with them. */
async function homeChecks({ folders, host, settings }: Context): Promise<Check[]> {
  const { problem } = settings;
  if (problem !== undefined) return [wrong('config', problem.text, problem.texts.hint)];
  const config = settings.file.path;
  const stats = await stat(config).catch(() => undefined);
  const isPosix = host.uid !== undefined;
  const isOpen = isPosix && stats !== undefined && (stats.mode & 0o077) !== 0;
  const where =
    stats === undefined
      ? ok('config', sentence('No config yet: {config}.', { config }))
      : isOpen
        ? wrong(
            'config',
            sentence('Others can read the tokens in {config} (mode {mode}).', {
              config,
              mode: modeOf(stats.mode),
            }),
            `chmod 600 ${shellWord(config) ?? config}`,
          )
        : ok(
            'config',
            isPosix
              ? sentence('{config} (mode {mode}).', { config, mode: modeOf(stats.mode) })
              : `${config}.`,
          );
  if (host.uid === undefined) return [where];
  const [first, ...others] = await findExposed(folders.journal, host.uid);
  if (first === undefined)
    return [
      where,
      ok('home', sentence('Only you can write to {journal}.', { journal: folders.journal })),
    ];
  const more: Text =
    others.length === 0 ? '' : [' ', sentence('(and {count} more)', { count: others.length })];
  const path = shellWord(first.path) ?? first.path;
  return [
    where,
    first.how === 'owner'
      ? wrong(
          'home',
          sentence('{path} belongs to another user{more}.', { path: first.path, more }),
          sentence('Use a folder of your own: set MP_ORDERS_HOME.'),
        )
      : wrong(
          'home',
          sentence('Others can write to {path}{more}.', { path: first.path, more }),
          `chmod -R go-w ${path}`,
        ),
  ];
}

const modeOf = (mode: number): string => (mode & 0o777).toString(8);

async function journalCheck(context: Context): Promise<Check> {
  const { folders } = context;
  try {
    const journal = await context.journal();
    const open = await journal.unsettled();
    const known = await journal.damage();
    await readWhole(journal);
    const damage = await journal.damage();
    if (damage.length > 0) {
      const lines = damage.reduce((sum, one) => sum + one.lines, 0);
      const path = damage[0]?.path ?? '';
      const message = sentence(
        '{lines} {lines|line|lines} of the journal cannot be read, in {path}.',
        {
          lines,
          path,
        },
      );
      return look(
        'journal',
        message,
        known.length > 0
          ? context.command('mp-orders order resume --list')
          : sentence(
              'What was sent from here is not known whole: look in the account for orders and refunds that you do not know.',
            ),
      );
    }
    if (open.length === 0)
      return ok(
        'journal',
        sentence('No request waits for an outcome that is not known: {journal}.', {
          journal: folders.journal,
        }),
      );
    const message = sentence('{count} {count|request has|requests have} no known outcome.', {
      count: open.length,
    });
    return look('journal', message, context.command('mp-orders order resume'));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return wrong('journal', error.text, error.texts.hint);
  }
}

/** Damage among what is settled shows only when it is read. */
async function readWhole(journal: Journal): Promise<void> {
  const entries = journal.history()[Symbol.asyncIterator]();
  let isOver: boolean | undefined = false;
  while (isOver !== true) isOver = (await entries.next()).done;
}

function terminalCheck({ io, host }: Context): Check {
  if (!io.isTerminal)
    return ok('terminal', sentence('The output is not a terminal: rows, no colours.'));
  const { columns = 0, rows } = io;
  const isUnicode = isUtf8Locale(host.env);
  const colors = (
    [
      sentence('no colours'),
      sentence('16 colours'),
      sentence('256 colours'),
      sentence('16 million colours'),
    ] as const
  )[io.colorLevel];
  const size = `${columns} x ${rows ?? '?'}`;
  const unicode = isUnicode ? 'Unicode' : sentence('no Unicode');
  const message = [size, ', ', unicode, ', ', colors, '.'];
  const isSmall = columns < leastWindow.columns || (rows ?? Infinity) < leastWindow.rows;
  if (isSmall) {
    return look(
      'terminal',
      message,
      sentence('A code may not fit: make it 80 x 24, or write --qr-out code.png.'),
    );
  }
  if (isUnicode) return ok('terminal', message);
  return look(
    'terminal',
    message,
    sentence('Codes are drawn in ASCII, and need more room: set LANG to a UTF-8 locale.'),
  );
}
