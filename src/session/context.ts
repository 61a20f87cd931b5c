import { ownZone, wallTime } from '../terminal/time.ts';
import { sentence, type Say, type Text } from '../language/sentence.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { about, CliError, excludeEachOther, exitCodes, usageError } from '../errors.ts';
import type { Catalogue } from '../explain/catalogue.ts';
import { languageOf, type Language } from '../explain/languages.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Host } from '../host.ts';
import { Io, loadColors } from '../io.ts';
import { loadSay } from '../language/load.ts';
import type { JournalRequest } from '../journal/entry.ts';
import type { Journal, TimedRequest } from '../journal/journal.ts';
import { parseDuration } from '../orders/duration.ts';
import type { Send } from '../providers/transport/types.ts';
import type { Ability, OrderProvider, OrderSystem } from '../providers/order-system.ts';
import type { TransportOptions } from '../providers/transport/wire.ts';
import { requireAbility } from '../providers/abilities.ts';
import { sha256 } from '../quick-crypto.ts';
import type { resolveSystem as resolve } from '../providers/resolve.ts';
import { wordsOfSystems, secretsIn, secretVariables } from '../providers/systems.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { openConfigFile } from '../settings/config-file.ts';
import { secretsInUrl } from '../url-secrets.ts';
import type { Template } from '../terminal/template.ts';
import { shellOf, type Shell } from '../shell/word.ts';
import { userFolders, type Folders } from '../settings/folders.ts';
import {
  type SettingValue,
  isSandboxProfile,
  parseSize,
  type SettingKey,
  Settings,
} from '../settings/settings.ts';
import type { Account } from './account.ts';
import type { ConnectOverrides } from './connect.ts';
import { commandLine } from './command-line.ts';
import { withToolName } from './tool-name.ts';
import type { Run } from './run.ts';
import { TokenCommands } from './token-command.ts';

/** What a verb wants of its order system. */
export interface ProviderNeeds extends ConnectOverrides {
  ids?: readonly string[];
  needs?: readonly Ability[];
  /** False where requests of unknown outcome are what the command is about. */
  notesOpen?: boolean;
}

interface AccountName {
  provider: string;
  profile: string;
  baseUrl: string | undefined;
}

/** In ms. Throws a usage error for none at all, which would make an unknown outcome of every change. */
export function parseRequestTimeout(text: string): number {
  const { ms } = parseDuration(text);
  if (ms > 0) return ms;
  throw usageError(sentence('{text} leaves no time for a request.', { text }), {
    hint: sentence('Write a time such as 30s.'),
    code: 'invalid_duration',
  });
}

/**
 * Who we are for this run: the machine, the options, the settings, and the account that it works with.
 * Made once a run, and handed to every verb.
 */
export class Context implements Run {
  private constructor(
    readonly host: Host,
    readonly options: GlobalOptions,
    readonly io: Io,
    readonly settings: Settings,
    readonly folders: Folders,
    readonly tokenCommands: TokenCommands,
    readonly argv: readonly string[],
    readonly language: Language,
    /** Says things in that language. */
    readonly say: Say,
  ) {}

  static async create(
    host: Host,
    options: GlobalOptions,
    argv: readonly string[],
  ): Promise<Context> {
    const folders = userFolders(host);
    const file = openConfigFile(() => folders.config, host);
    const settings = await Settings.load(file, host.env, options);
    const language = languageOf({
      flag: options.lang,
      env: host.env,
      stored: settings.storedLanguage,
      system: () => host.locale,
    });
    const say = await loadSay(language, {
      finish: (text) => withToolName(host, text),
      // The clock of who reads it; what goes to a file or a program has the exact time.
      timeOf: host.stderr.isTTY === true ? (iso) => wallTime(iso, ownZone(host)) : undefined,
    });
    if (options.field !== undefined && options.template !== undefined) {
      const hint = sentence('Write the values into the template: {example}.', {
        example: '{id} {status}',
      });
      throw excludeEachOther('--field', '--template', hint);
    }
    const color = options.color !== false;
    await loadColors(host, color);
    const io = new Io(host, {
      quiet: options.quiet === true,
      color,
      holdNotes: options.json === true,
      say,
    });
    const inEnv = secretVariables.map((variable) => host.env[variable]?.trim() ?? '');
    const { profiles } = settings;
    const stored = profiles.flatMap(secretsIn);
    const baseUrls = profiles.map((profile) => profile.base_url);
    const urls = [options.baseUrl, host.env.MP_ORDERS_BASE_URL, ...baseUrls];
    const inUrls = urls.flatMap((url) => secretsInUrl(url ?? ''));
    const ofWebhook = settings.find('webhook-secret')?.text.trim() ?? '';
    [...inEnv, ...stored, ...inUrls, ofWebhook].forEach((secret) => io.addSecret(secret));
    const tokenCommands = new TokenCommands(host, io, () => file.path);
    return new Context(host, options, io, settings, folders, tokenCommands, argv, language, say);
  }

  now = (): Date => this.host.now();

  /** A setting's value: the flag as typed, else the environment's or the config's, else undefined. */
  setting<T>(key: SettingKey, flag: string | undefined, parse: (text: string) => T): T | undefined {
    const setting: SettingValue | undefined =
      flag === undefined ? this.settings.find(key) : { text: flag, source: `--${key}` };
    if (setting === undefined) return undefined;
    return this.name(setting.source, () => parse(setting.text));
  }

  /** What `read` gives; a usage error of its gets the name of what was read in front. */
  name<T>(source: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      throw error.named(source);
    }
  }

  /** Whether the profile is one of the embedded sandbox's. */
  get isSandbox(): boolean {
    return isSandboxProfile(this.settings.profileName);
  }

  /** What reads a command that this user pastes. */
  get shell(): Shell {
    return shellOf(this.host.platform, this.host.env);
  }

  /**
   * Milliseconds that one request may take. Where orders are followed, `--timeout` says how long that
   * goes on, and nothing of a request: five minutes for a customer are none for a server that hangs.
   */
  get requestTimeoutMs(): number {
    const { timeout, watch, wait } = this.options;
    return this.#requestTimeout(watch === true || wait === true ? undefined : timeout);
  }

  /** The same for a verb that does nothing but follow orders. */
  get lookTimeoutMs(): number {
    return this.#requestTimeout(undefined);
  }

  #requestTimeout(flag: string | undefined): number {
    return this.setting('timeout', flag, parseRequestTimeout) ?? 30_000;
  }

  /** The order system that this run is about; `ids` are those of orders, as typed. */
  async system(ids: readonly string[] = []): Promise<OrderSystem> {
    const prepare = async () => {
      const [{ resolveSystem }, { providerOfProfile }] = await Promise.all([
        import('../providers/resolve.ts'),
        import('./credentials.ts'),
      ]);
      return { resolveSystem, profile: await providerOfProfile(this) };
    };
    const { resolveSystem, profile } = await (this.#resolving ??= prepare());
    return resolveSystem({ flag: this.options.provider, ids, profile });
  }

  /** What resolves ids of orders, made once: a run may have a million. */
  #resolving: Promise<{ resolveSystem: typeof resolve; profile: string | undefined }> | undefined;

  /**
   * A client of the order system that this run is about. Throws a usage error for what the system
   * cannot do, and for ids that none of its orders has, before anything is sent.
   */
  async provider({
    ids = [],
    needs = [],
    notesOpen = true,
    ...overrides
  }: ProviderNeeds = {}): Promise<OrderProvider> {
    const system = await this.system(ids);
    this.#lastSystem = system;
    try {
      needs.forEach((ability) => requireAbility(system, ability, ids));
      ids.forEach((id) => system.checkId(id));
      const [{ connect }, account] = await Promise.all([
        import('./connect.ts'),
        this.account(system),
      ]);
      const provider = await connect(this, account, overrides);
      this.#warnOfConfig();
      if (notesOpen) await this.#noteUnsettled(ids);
      return provider;
    } catch (error) {
      const told = about(error, { system: system.name, ...(ids.length > 0 && { orderIds: ids }) });
      throw await this.#withMaker(told, ids);
    }
  }

  /** Nobody is signed in, and the order was made from here with an account that is known: names the line for it. */
  async #withMaker(error: unknown, [id]: readonly string[]): Promise<unknown> {
    const isIt = error instanceof CliError && error.exitCode === exitCodes.notSignedIn;
    if (!isIt || id === undefined) return error;
    const maker = await this.#makerOf(id).catch(() => undefined);
    if (maker === undefined || maker.profile === this.settings.profileName) return error;
    const { provider, profile, base_url: baseUrl } = maker;
    const { nextCommand } = await import('./next-command.ts');
    const command = nextCommand(this.forAccount({ provider, profile, baseUrl }), ['get', id]);
    const how = sentence('The order was made from here with profile {profile}: `{command}`', {
      profile,
      command,
    });
    return error.withDetails(how);
  }

  async #makerOf(id: string): Promise<TimedRequest | undefined> {
    const journal = await this.journal();
    for await (const { sent, settled } of journal.history({ holding: (line) => line.includes(id) }))
      if (sent.action === 'create' && settled?.order === id) return sent;
    return undefined;
  }

  readonly #accounts = new Map<OrderSystem, Promise<Account>>();

  /** The account of this run at an order system, found once. Throws where nobody is signed in. */
  account(system: OrderSystem): Promise<Account> {
    const asks = this.options.dryRun !== true;
    const account = this.#accounts.get(system) ?? this.#findAccount(system, asks);
    this.#accounts.set(system, account);
    return account;
  }

  /** The account, without asking a program for its keys just to know it. */
  accountAtHand(system: OrderSystem): Promise<Account> {
    return this.#accounts.get(system) ?? this.#findAccount(system, false);
  }

  async #findAccount(system: OrderSystem, asks: boolean): Promise<Account> {
    const [{ Account }, { findCredentials }] = await Promise.all([
      import('./account.ts'),
      import('./credentials.ts'),
    ]);
    return new Account(this, system, await findCredentials(this, system, { asks }));
  }

  /** The line that each result is printed as, where that is asked for. */
  get template(): Template | undefined {
    return this.options.template;
  }

  readonly #missing = new Map<string, Text | undefined>();

  /** Notes that a result has no such path as the template names, and what it has in its place. */
  addMissing(path: string, there?: Text): void {
    if (!this.#missing.has(path)) this.#missing.set(path, there);
  }

  /** The paths of the template that a result did not have, and what it had in their place. */
  get missing(): ReadonlyMap<string, Text | undefined> {
    return this.#missing;
  }

  #lastSystem: OrderSystem | undefined;

  /** The order system that this run asked last; undefined while it has asked none. */
  get lastSystem(): OrderSystem | undefined {
    return this.#lastSystem;
  }

  #hasWarned = false;

  #warnOfConfig(): void {
    const { problem } = this.settings;
    if (problem === undefined || this.#hasWarned) return;
    this.#hasWarned = true;
    this.io.warn(
      sentence('Warning: continuing without the config. {message}', { message: problem.message }),
    );
  }

  /** Says that requests of earlier runs have no known outcome; asks the journal only if there may be some. */
  async #noteUnsettled(ids: readonly string[]): Promise<void> {
    if (!this.#mayHaveOpen()) return;
    const { noteUnsettled } = await import('./journal-notes.ts');
    await noteUnsettled(this, ids);
  }

  /** A home that is no folder was named by mistake: nothing can be kept there. */
  #requireFolder(): void {
    const { problem } = this.settings;
    if (problem?.code === 'no_folder') throw problem;
  }

  #mayHaveOpen(): boolean {
    try {
      return existsSync(join(this.folders.journal, 'open'));
    } catch {
      return false; // no folder, no journal: whoever needs one is told
    }
  }

  /** The same run for another account, and for the host that a request once went to. */
  forAccount({ provider, profile, baseUrl }: AccountName): Context {
    const options = { ...this.options, provider, profile, baseUrl, sandbox: undefined };
    return this.#with(options, this.settings.forProfile(profile));
  }

  /** The same run for a stored profile as it is kept, whatever the environment says of keys and hosts. */
  forStored(provider: string, profile: string): Context {
    const options = { ...this.options, provider, profile, baseUrl: undefined, sandbox: undefined };
    const without = [...secretVariables, 'MP_ORDERS_BASE_URL'];
    return this.#with(options, this.settings.forProfile(profile, { without }));
  }

  #with(options: GlobalOptions, settings: Settings): Context {
    const { host, io, folders, tokenCommands, argv, language, say } = this;
    return new Context(host, options, io, settings, folders, tokenCommands, argv, language, say);
  }

  #network: Promise<{ settings: TransportOptions; send: Send }> | undefined;

  /**
   * The way to the network, with the connections that this run keeps. Throws a usage error where
   * `target` cannot be reached by it.
   */
  async transport(target: URL): Promise<Send> {
    const open = async () => {
      const { networkSettings } = await import('./network.ts');
      const settings = await networkSettings(this);
      return { settings, send: await this.host.openTransport(settings) };
    };
    this.#network ??= open();
    const { settings, send } = await this.#network;
    settings.proxyFor?.(target);
    return send;
  }

  #journal: Promise<Journal> | undefined;
  /** Whether a change of this run is on record: from then on it may have been sent. */
  isRecorded = false;

  /** What this user sent, and its outcome. Flushed by `close`. */
  journal(): Promise<Journal> {
    const { now, pid, isAlive, pidSpace, startOf } = this.host;
    let space: string | undefined;
    const open = async () => {
      this.#requireFolder();
      const { openJournal, redactSettlements } = await import('../journal/journal.ts');
      const { warnOfWritable } = await import('./journal-notes.ts');
      await warnOfWritable(this);
      const keptBytes = this.setting('journal-max', undefined, parseSize);
      const limits = keptBytes === undefined ? {} : { keptBytes };
      const journal = openJournal({
        folder: this.folders.journal,
        now,
        pid,
        isAlive,
        // It becomes a part of a file's name.
        identityOf: (id) =>
          (space ??= sha256(pidSpace()).slice(0, 8)) + startOf(id).replace(/\W/g, ''),
        limits,
        patience: this.host,
      });
      const recorder: Journal = redactSettlements(journal, (text) => this.io.redact(text));
      const record = async (request: JournalRequest) => {
        const sent = await recorder.record(request);
        this.isRecorded = true;
        return sent;
      };
      return { ...recorder, record };
    };
    this.#journal ??= open();
    return this.#journal;
  }

  /** Puts away what this run has open. */
  async close(): Promise<void> {
    const journal = await this.#journal?.catch(() => undefined); // whoever asked for it was told
    await journal?.close();
  }

  /** What is known of codes and statuses, in the user's language when none is named. */
  async catalogue(language = this.language): Promise<Catalogue> {
    const { loadCatalogue } = await import('../explain/catalogue.ts');
    return loadCatalogue(language, await wordsOfSystems());
  }

  /** A command line to type next, as this user types them, for the account and host of this run. */
  command = (line: string): string => commandLine(this, line);

  #sandbox: Promise<Sandbox> | undefined;

  /** The embedded order systems of this user. */
  sandbox(): Promise<Sandbox> {
    const open = async () => {
      this.#requireFolder();
      const { openSandbox } = await import('../sandbox/sandbox.ts');
      const { now, isAlive, pid } = this.host;
      const directory = this.folders.sandbox;
      return openSandbox({ directory, now, isAlive, pid, patience: this.host });
    };
    return (this.#sandbox ??= open());
  }
}
