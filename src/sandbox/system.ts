import { CliError } from '../errors.ts';

/** Whom the sandbox's built-in profiles sign in as. The keys are made up; they open nothing else. */
export interface SandboxProfile {
  /** Name of the CLI's built-in profile: `sandbox`, or `sandbox-` and more. */
  profile: string;
  /** The order system, as `--provider` names it. */
  provider: string;
  /** Credentials and settings by the names under which a stored profile has them. */
  keys: Readonly<Record<string, string>>;
  account: { id: string; nickname: string; site_id?: string; test: true };
}

/** What an order that is made to try things on is like. */
export interface AddOptions {
  /** The status it is in; the system's first one when left out. */
  status?: string;
  /** Whether its seller says no to a cancellation, where sellers are asked. */
  denies?: boolean;
  /** Milliseconds until the seller answers, where sellers are asked. */
  delayMs?: number;
  /** The built-in profile whose order it is; the system's usual one when left out. */
  profile?: string;
}

/** What keeps a request from being carried out is the sandbox's own: a full disk, a damaged file. */
export type OnTrouble = (error: CliError) => void;

/** Tells of an error that is no refusal of the request's. */
export function tellTrouble(error: Error, { onTrouble }: { onTrouble?: OnTrouble } = {}): void {
  if (error instanceof CliError) onTrouble?.(error);
}

/**
 * One order system of the sandbox, at work on the state on disk. Orders come as `GET` gives them.
 */
export interface SandboxSystem {
  /** As `--provider` names it. */
  readonly name: string;
  /** Answers as the API would, with its error bodies; trouble of its own is a 500, and told. */
  fetch(request: Request, onTrouble?: OnTrouble): Promise<Response>;
  /** Makes an order. Throws CliError, exit code 2, when the status is none that an order can be made in. */
  add(options: AddOptions): Promise<object>;
  /**
   * Drives an order to a status, as customers, sellers and time would. Undefined when this system
   * has no such order; throws CliError, exit code 2 for a status that it does not know, 6 for one
   * that cannot be reached from where the order is.
   */
  move(id: string, status: string): Promise<object | undefined>;
  /** The order of that id, or undefined when there is none. */
  find(id: string): Promise<object | undefined>;
  /** Every order, newest first; read while they are taken. */
  orders(): AsyncIterable<object>;
}
