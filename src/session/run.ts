import type { GlobalOptions } from '../global-options.ts';
import type { Host } from '../host.ts';
import type { Io } from '../io.ts';
import type { Journal } from '../journal/journal.ts';
import type { Send } from '../providers/transport/types.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Folders } from '../settings/folders.ts';
import type { SettingKey, Settings } from '../settings/settings.ts';
import type { Shell } from '../shell/word.ts';
import type { TokenCommands } from './token-command.ts';

/** What the parts of a session know of the run that they belong to; `Context` is the whole of it. */
export interface Run {
  readonly host: Host;
  readonly options: GlobalOptions;
  readonly io: Io;
  readonly settings: Settings;
  readonly folders: Folders;
  /** The programs that profiles have in the place of keys. */
  readonly tokenCommands: TokenCommands;
  /** The words that were typed. */
  readonly argv: readonly string[];
  /** Whether the profile is one of the embedded sandbox's. */
  readonly isSandbox: boolean;
  /** What reads a command that this user pastes. */
  readonly shell: Shell;
  /** Milliseconds that one request may take. */
  readonly requestTimeoutMs: number;
  /** A setting's value: the flag as typed, else the environment's or the config's, else undefined. */
  setting<T>(key: SettingKey, flag: string | undefined, parse: (text: string) => T): T | undefined;
  /** A command line to type next, as this user types them, for the account and host of this run. */
  command(line: string): string;
  journal(): Promise<Journal>;
  sandbox(): Promise<Sandbox>;
  /** The way to the network. Throws a usage error where `target` cannot be reached by it. */
  transport(target: URL): Promise<Send>;
}
