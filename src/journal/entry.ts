/** A request that changes something, as it is written down before it is sent. It holds no secret. */
export interface JournalRequest {
  /**
   * Identity of the request. The journal makes one for each sending. Who repeats a request that is
   * open, the same bytes under the same key, gives the identity that the open one has: both are one.
   */
  id?: string;
  /** Hash of what is sent (`contentOf`). Undefined: not known, which is not the same as another. */
  content?: string;
  /** The idempotency key; of a provider without one, any text that names this request alone. */
  key: string;
  action: 'create' | 'cancel' | 'refund' | 'api';
  provider: string;
  profile: string;
  /** Tells the credentials apart that it was sent with; not they themselves. */
  account?: string;
  /** The order system's own id of the account, where its profile knows it and its token does not tell. */
  account_id?: string;
  /**
   * Where it was sent to; undefined where the sandbox answered in process. Older entries have it only
   * where a flag or the environment named it.
   */
  base_url?: string;
  /** Identity of the sandbox that it was sent to. */
  sandbox?: string;
  /** The provider's time (ISO 8601) when it was written down, where ours was known to be another. */
  provider_at?: string;
  /** Who sent it, from which machine: `user@host`. Personal data: it leaves this machine in no report. */
  sent_by?: string;
  method: string;
  path: string;
  /** The exact text that is sent. */
  body?: string;
  /** Id of the order that is to be changed. */
  order?: string;
  reference?: string;
  /** Ids of the refunds that the order had before, where it was read then: those are not this one. */
  refunds_before?: readonly string[];
  batch?: string;
  row?: number;
  /** Of a row whose reference was made: hash of what the row says, wherever it stands (`rowHash`). */
  row_hash?: string;
  /** Whether the provider recognises the key, so that sending again changes nothing twice. */
  repeatable: boolean;
  /** True when its line in the journal is not what was written: nothing of it may be believed. */
  damaged?: true;
}

/** The outcome of a request. */
export interface Settlement {
  /** The request that it settles. Without one: the last sending under the key before it. */
  id?: string;
  key: string;
  /**
   * `created`, `canceled`, `completed`, `requested`, `refunded`, `already_canceled`, `denied`,
   * `refused`, `not_sent`, `unknowable` (with the code `forgotten` where the user gave it up), or
   * whatever a later version adds.
   */
  outcome: string;
  order?: string;
  status?: string;
  http_status?: number;
  request_id?: string;
  code?: string;
  /** The identity of the sandbox that answered, in process or served. */
  sandbox?: string;
  /** The payload of a created order's code: no other answer than that of the create holds it. */
  qr_data?: string;
}

/** A request with its time (ISO 8601, UTC). What the journal gives has an `id`. */
export type TimedRequest = JournalRequest & { at: string };
/** An outcome with its time (ISO 8601, UTC). */
export type TimedSettlement = Settlement & {
  at: string;
  /** When the sending was written down that it is about. */
  sent_at?: string;
};

/** A look for the outcome of a request found nothing. */
export interface LookRecord {
  id: string;
  key: string;
  at: string;
}

/** The order that a request made, or is about; undefined where that is not known. */
export const orderOf = ({ sent, settled }: JournalEntry): string | undefined =>
  settled?.order ?? sent.order;

/** A request and, once it is known, its outcome. */
export interface JournalEntry {
  sent: TimedRequest;
  settled?: TimedSettlement;
  /** Times (ISO 8601, UTC) at which a look for it found nothing, in that order. */
  looks?: readonly string[];
  /** True while a living process is sending it. */
  inFlight?: boolean;
}
