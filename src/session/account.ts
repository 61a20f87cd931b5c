import { sentence } from '../language/sentence.ts';
import { sha256 } from '../quick-crypto.ts';
import type { Keys, OrderSystem } from '../providers/order-system.ts';
import type { StoredAccount } from '../settings/config-file.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { findBaseUrl, type BaseUrl } from './base-url.ts';
import type { Credentials } from './credentials.ts';
import type { Run } from './run.ts';

/**
 * The account of an order system that this run works with: its keys, who it is, and the host that its
 * requests go to. A run finds it once (`Context.account`) and hands it on.
 */
export class Account {
  constructor(
    private readonly run: Run,
    readonly system: OrderSystem,
    private readonly credentials: Credentials,
  ) {}

  /** Never shown. */
  get keys(): Keys {
    return this.credentials.keys;
  }

  /** Where the keys come from: `profile shop2`, `MP_ORDERS_ACCESS_TOKEN`. */
  get source(): string {
    return this.credentials.source;
  }

  /** Whether its keys come from a program that was not asked: this run sends nothing. */
  get isKeyless(): boolean {
    return this.credentials.isKeyless === true;
  }

  get profile(): string {
    return this.credentials.profile;
  }

  /** What the profile knows of the account; undefined for keys of the environment. */
  get stored(): StoredAccount | undefined {
    return this.credentials.account;
  }

  /** Whether it is a test account; undefined where nothing tells. */
  get isTest(): boolean | undefined {
    return this.stored?.test ?? this.system.isTestAccount(this.keys);
  }

  /** For people: its nickname, else its id, else where its keys come from. */
  get name(): string {
    return cleanValue(
      this.#storedName ?? this.run.io.say('the account of {source}', { source: this.source }),
    );
  }

  get #storedName(): string | undefined {
    return this.stored?.nickname ?? this.stored?.id;
  }

  /** The order system's own id of the account; undefined where its keys do not tell. */
  get idOfKeys(): string | undefined {
    return this.system.accountOf(this.keys);
  }

  #fingerprint: string | undefined;

  /**
   * Tells accounts apart without telling their keys: the account where its keys name it, else 12 hex
   * digits of a hash of the secret ones.
   */
  get fingerprint(): string {
    this.#fingerprint ??= this.idOfKeys ?? hashOf(this.system, this.keys);
    return this.#fingerprint;
  }

  #baseUrl: { value: BaseUrl | undefined } | undefined;

  /**
   * The URL that a flag, the environment or the profile names in place of the order system's own.
   * Throws a usage error for one that no keys may be sent to.
   */
  get baseUrl(): BaseUrl | undefined {
    this.#baseUrl ??= { value: findBaseUrl(this.run, this.credentials.baseUrl) };
    return this.#baseUrl.value;
  }

  /** Whether a flag or the environment names the host, and not the profile. */
  get isHostNamed(): boolean {
    return findBaseUrl(this.run) !== undefined;
  }

  /** The URL that requests go to; undefined where the sandbox answers in this process. */
  get host(): string | undefined {
    const url = this.baseUrl?.url;
    return url ?? (this.run.isSandbox ? undefined : this.system.baseUrl(this.keys));
  }

  /**
   * Says on stderr whose account is about to be changed, when it is a live one or not known to be a
   * test one: nobody should learn afterwards which account a forgotten variable chose.
   */
  note(): void {
    const { isTest, source, profile } = this;
    if (isTest === true) return;
    const isProfile = source.startsWith('profile') || !this.run.settings.hasProfile(profile);
    const via = isProfile
      ? source
      : sentence('{source}, not profile {profile}', { source, profile });
    this.run.io.note(
      isTest === undefined
        ? sentence('Account: that of {via}; it may be live.', { via })
        : this.#storedName === undefined
          ? sentence('Live account: that of {via}.', { via })
          : sentence('Live account: {name} ({via}).', { name: this.name, via }),
    );
  }
}

function hashOf(system: OrderSystem, keys: Keys): string {
  const lines = system.secrets.map(({ name }) => `${name}=${keys[name] ?? ''}\n`);
  return `key ${sha256(lines.join('')).slice(0, 12)}`;
}
