import { Option, type Command } from 'commander';
import { ChoiceOption, collect, inWords } from './commands/options.ts';
import { languages, languageVariable } from './explain/languages.ts';
import { CliError, usageError } from './errors.ts';
import { sentence } from './language/sentence.ts';
import { parseDuration } from './orders/duration.ts';
import { systemNames } from './providers/systems.ts';
import { parseRetries } from './settings/settings.ts';
import { parseTemplate, type Template } from './terminal/template.ts';

/** The options that every verb takes, as commander hands them over. */
export interface GlobalOptions {
  profile?: string;
  provider?: string;
  testmode?: boolean;
  sandbox?: boolean;
  json?: boolean;
  field?: string[];
  template?: Template;
  quiet?: boolean;
  debug?: boolean;
  debugCurl?: boolean;
  lang?: string;
  color?: boolean;
  timeout?: string;
  retries?: string;
  baseUrl?: string;
  /** False with `--no-proxy`. */
  proxy?: string | false;
  caFile?: string;
  /** Of the verbs that have it: nothing is sent, and no program is asked for a token. */
  dryRun?: boolean;
  /** Of the verbs that have one of these: orders are followed, for as long as `timeout` says. */
  watch?: boolean;
  wait?: boolean;
}

/** They stand on the program, so they may be typed before the verb as well as after it. */
export function addGlobalOptions(program: Command): void {
  program
    .optionsGroup('Global Options:') // as commander heads them in a verb's help
    .option('--profile <name>', 'use this profile (env MP_ORDERS_PROFILE)')
    .addOption(
      new ChoiceOption(
        '--provider <name>',
        systemNames,
        `${inWords(systemNames)} (default: by the id, else the profile’s)`,
      ),
    )
    .option(
      '--sandbox',
      'use the embedded sandbox: no account, no network (env MP_ORDERS_SANDBOX=1)',
    )
    .option('--json', 'print JSON: the provider’s own document, unchanged')
    .option('--field <path>', 'print one value of that document; may repeat', collectPath)
    .option('--template <line>', "print a line of it: '{id} {status|-}' (docs/output.md)", (text) =>
      parseTemplate(checked('--template', requireText)(text)),
    )
    .option('-q, --quiet', 'no notes and no progress on stderr')
    .option(
      '--debug',
      'show the HTTP exchange on stderr, without secrets; --debug=curl as curl commands',
    )
    .addOption(new DebugCurl().hideHelp())
    .option('--no-color', 'no colours (also env NO_COLOR)')
    .addOption(
      new ChoiceOption(
        '--lang <language>',
        languages,
        `what is said, in ${inWords(languages)} (env ${languageVariable})`,
      ),
    )
    .option(
      '--timeout <duration>',
      'give up a request after this time (default: 30s); where orders are watched, how long',
      checked('--timeout', parseDuration),
    )
    .option(
      '--retries <n>',
      'repeat a request that got no answer (default: 3)',
      checked('--retries', parseRetries),
    )
    .option('--testmode', 'Mollie: test mode of an access token; API keys have a mode of their own')
    .option(
      '--base-url <url>',
      'another host for the API (env MP_ORDERS_BASE_URL)',
      checked('--base-url', requireText),
    )
    .option(
      '--proxy <url>',
      'an http proxy (default: HTTPS_PROXY or ALL_PROXY, except for NO_PROXY)',
      checked('--proxy', requireText),
    )
    .option('--no-proxy', 'no proxy, even if the environment names one')
    .option(
      '--ca-file <file>',
      'more certificate authorities to trust (PEM file)',
      checked('--ca-file', requireText),
    );
}

/**
 * A value that is looked at as soon as it is read: what can be none is an error of every verb, of those
 * too that have no use for it.
 */
const checked =
  (flag: string, parse: (text: string) => unknown) =>
  (text: string): string => {
    try {
      parse(text);
      return text;
    } catch (error) {
      throw error instanceof CliError ? error.named(flag) : error;
    }
  };

/** Of a variable that is empty, most likely: what it stands for would silently not be used. */
function requireText(text: string): void {
  if (text.trim() !== '') return;
  throw usageError(sentence('a value is missing.'), {
    hint: sentence('Give it one, or leave the option out.'),
  });
}

function collectPath(path: string, before: string[] | undefined): string[] {
  if (path.trim() === '') {
    throw usageError(sentence('--field: a path is missing.'), {
      hint: sentence('Write id, status or transactions.payments.0.amount.'),
    });
  }
  if (!/^[^,]+(?:,[^,]+)+$/.test(path)) return collect(path.trim(), before);
  const each = path.split(',').map((one) => `--field ${one.trim()}`);
  throw usageError(sentence('--field takes one path, and "{path}" is several.', { path }), {
    hint: sentence('Write {form}.', { form: each.join(' ') }),
  });
}

/**
 * `--debug=curl`, whole, as an option of its own: an optional value of `--debug` would swallow the id
 * in `get --debug ORD…`.
 */
class DebugCurl extends Option {
  constructor() {
    super('--debug=curl');
  }

  override attributeName(): 'debugCurl' {
    return 'debugCurl';
  }
}
