import type { Socket } from 'node:net';
import { AnswerReader, type WireAnswer } from './answer-reader.ts';
import { InProcessError, NoConnection } from './failure.ts';

/**
 * Of a host with several addresses Node tries one after the other, and gives each but the last 250 ms: a
 * till on a slow mobile network never got through to the first, and then failed with the last, where
 * that was one of an IPv6 that leads nowhere.
 */
export const patience = { autoSelectFamilyAttemptTimeout: 1_000 };

/** In bytes, packed and unpacked. */
export const longestAnswer = 64 * 1024 * 1024;

/** A request underway. */
interface Underway {
  /** All of its bytes: a text is sent as UTF-8. */
  bytes: string | Buffer;
  /** It says that it is the last one: no other may follow on its connection (RFC 9112, 9.6). */
  isLast: boolean;
  /** Told as its bytes go out: up to then it was never sent. */
  sent: () => void;
  /** Throws nothing. */
  answered: (answer: WireAnswer) => void;
  /** Told once, where there is no whole answer. NoConnection when no byte of it went out. */
  failed: (error: Error) => void;
}

/** Where a connection waits for its next request, or is known to be gone. */
interface Pool {
  add(connection: Connection): void;
  delete(connection: Connection): void;
}

/**
 * A connection to a server, one request after the other (RFC 9112, 9.3). A request goes out once there
 * is a connection, and with TLS once the server's certificate was looked at: before that it was
 * never sent.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #pool: Pool;
  #isReady = false;
  #underway: Underway | undefined;
  #reader = new AnswerReader(longestAnswer);
  /** Whether nothing came since its last request went out. */
  isSilent = true;
  /** How many requests it has answered. */
  answers = 0;

  /** `ready` is the event that tells that there is a connection. */
  constructor(socket: Socket, ready: 'connect' | 'secureConnect', pool: Pool) {
    this.#socket = socket;
    this.#pool = pool;
    socket.setNoDelay(true);
    socket.once(ready, () => {
      this.#isReady = true;
      // As node:http has it: a firewall that forgot the connection is found out.
      socket.setKeepAlive(true, 1000);
      if (this.#underway !== undefined) this.#send(this.#underway);
    });
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('end', () => this.#end());
    socket.on('timeout', () => this.#drop(new Error('the connection had nothing to do')));
    socket.on('error', (error) => this.#drop(error));
    socket.on('close', () => this.#drop(hangUp()));
  }

  /** Sends a request, on a connection that has none. */
  carry(underway: Underway): void {
    this.#underway = underway;
    this.isSilent = true;
    if (!this.#isReady) return;
    this.#socket.ref();
    if (this.#socket.timeout) this.#socket.setTimeout(0);
    this.#send(underway);
  }

  #send({ bytes, sent }: Underway): void {
    sent();
    this.#socket.write(bytes);
  }

  /** Ends the request, if any, and the connection with it: its answer could come yet. */
  abort(): void {
    this.#drop(new Error('aborted'));
  }

  #read(bytes: Buffer): void {
    // Nobody asked: what came would be taken for the answer to the next request.
    if (this.#underway === undefined) return this.#drop(hangUp());
    this.isSilent = false;
    try {
      const answer = this.#reader.read(bytes);
      if (answer !== undefined) this.#answer(answer);
    } catch (error) {
      this.#drop(error as Error);
    }
  }

  #end(): void {
    const answer = this.#underway && this.#reader.end();
    if (answer !== undefined) this.#answer(answer);
    this.#drop(hangUp());
  }

  #answer(answer: WireAnswer): void {
    const underway = this.#underway;
    this.#underway = undefined;
    this.answers += 1;
    // First of all: nothing that is wrong with the connection may hide an answer.
    underway?.answered(answer);
    const isKept = answer.isKept && underway?.isLast === false;
    if (isKept && this.#socket.writableLength === 0) this.#wait(answer.keptSeconds);
    else this.#socket.destroy();
  }

  /** It keeps no process alive, and is let go of before the server closes it. */
  #wait(keptSeconds: number | undefined): void {
    this.#reader = new AnswerReader(longestAnswer);
    if (keptSeconds === 0) return void this.#socket.destroy();
    if (keptSeconds !== undefined) this.#socket.setTimeout(keptSeconds * 1000 - 500);
    this.#socket.unref();
    this.#pool.add(this);
  }

  #drop(error: Error): void {
    this.#socket.destroy();
    this.#pool.delete(this);
    const underway = this.#underway;
    this.#underway = undefined;
    const isOwn = this.#isReady || error instanceof InProcessError;
    underway?.failed(isOwn ? error : new NoConnection(error.message, { cause: error }));
  }
}

/** As node:http names it. */
const hangUp = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
