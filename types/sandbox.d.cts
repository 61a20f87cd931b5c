/** An order as its system's GET gives it. */
export interface SandboxOrder {
  /** `mercadopago`, `mollie` or `vtex`. */
  system: string;
  id: string;
  status: string;
  order: object;
}

export interface StartOptions {
  /** Folder that holds the state; in memory when left out. */
  directory?: string;
  /** On 127.0.0.1; a free one when left out. */
  port?: number;
  /** Faults from the start, as docs/faults.md has them: `POST /v1/orders: 503 x2`. */
  faults?: readonly string[];
  /** Draws the faults that are left to chance; 1 when left out. */
  seed?: number;
  /** Mercado Pago refuses amounts below a country's minimum: 15.00 in Argentina. */
  minimumAmount?: boolean;
  /** Hosts beside this machine's that webhooks may go to. */
  webhookHosts?: readonly string[];
}

export interface PayOptions {
  /** `account_money` when left out; also `credit_card`, `debit_card`, `prepaid_card`. */
  method?: string;
  installments?: number;
  /** What is paid when it is not what was asked for: `49.50`. */
  amount?: string;
  /** Attempts that are refused before: the `status_detail` of each, the first one first; 20 at most. */
  refusals?: readonly string[];
}

export interface AddOptions {
  system: string;
  /** The system's first one when left out. */
  status?: string;
  /** VTEX: its seller says no to a cancellation. */
  denies?: boolean;
  /** VTEX: how long its seller takes to answer, such as `3s`, or in ms. */
  delay?: string | number;
  /** A profile of the sandbox, whose order it is. */
  profile?: string;
}

/** A request to one of the APIs and its answer; keys are replaced by `***`. */
export interface SandboxRequest {
  /** Counts from 1. */
  number: number;
  /** By the sandbox's clock, ISO 8601. */
  at: string;
  ms: number;
  method: string;
  /** With its query. */
  path: string;
  system: string;
  headers: Record<string, string>;
  body: string;
  /** Undefined when there was none: a fault closed the connection. */
  answer: { status: number; headers: Record<string, string>; body: string } | undefined;
  /** What went wrong with it on purpose, as faults are written. */
  fault?: string;
}

/** A change of an order; orders are as GET gives them. */
export interface OrderChange {
  system: string;
  id: string;
  /** Undefined for an order that was just made. */
  before: object | undefined;
  after: object;
}

export interface SeenChange extends OrderChange {
  /** Counts from 1. */
  number: number;
  /** When it was seen, by the sandbox's clock (ISO 8601). */
  at: string;
}

export interface Faults {
  faults: readonly string[];
  seed: number;
}

export interface Refunds {
  way: 'at-once' | 'delayed' | 'failing';
  /** How long a refund takes, in ms. */
  delayMs?: number;
}

/** Whether Mercado Pago refuses amounts below a country's minimum. */
export interface MinimumAmount {
  enforced: boolean;
}

/** Where Mercado Pago's notifications go, and how (docs/webhooks.md). */
export interface Webhooks {
  url: string | undefined;
  as: readonly string[];
  faults: readonly string[];
}

/** An attempt to tell somebody of a change. */
export interface SentWebhook {
  number: number;
  at: string;
  system: string;
  order: string;
  action: string;
  /** With its query, which the signature counts. */
  url: string;
  attempt: number;
  headers: Record<string, string>;
  body: string;
  status: number | undefined;
  error: string | undefined;
  fault: string | undefined;
  /** When it is sent again. */
  next: string | undefined;
}

/** A sandbox that is served on this machine. Errors have a `code` and an `exitCode`. */
export interface RunningSandbox {
  /** The base URL of all systems: `http://127.0.0.1:…`. */
  url: string;
  /** Where other processes drive it (docs/sandbox.md). */
  controlUrl: string;
  /** What signs a client in, by the names of variables: `MP_ACCESS_TOKEN`, `MOLLIE_API_KEY`, … */
  keys: Record<string, string>;
  orders(filter?: { system?: string; status?: string; limit?: number }): Promise<SandboxOrder[]>;
  order(id: string): Promise<SandboxOrder>;
  /** The text of the order's code; undefined where it has none of its own. */
  qrData(id: string): Promise<string | undefined>;
  /** The last 500 changes of orders, the oldest first; of one order where it is named. */
  changes(filter?: { order?: string }): Promise<readonly SeenChange[]>;
  /** Makes an order of any system, in any status. */
  add(options: AddOptions): Promise<SandboxOrder>;
  /** Pays an order, as its customer would. */
  pay(id: string, options?: PayOptions): Promise<SandboxOrder>;
  /** Refuses an attempt to pay an order of Mercado Pago; `detail` is why. */
  refuse(id: string, options?: { detail?: string }): Promise<SandboxOrder>;
  expire(id: string): Promise<SandboxOrder>;
  /**
   * Has the customer's bank take the payment of a paid order of Mercado Pago back; `outcome` decides the
   * dispute: `settled`, the customer keeps the money; `reimbursed`, the seller does.
   */
  dispute(id: string, options?: { outcome?: 'settled' | 'reimbursed' }): Promise<SandboxOrder>;
  move(id: string, status: string): Promise<SandboxOrder>;
  /** Cancels an order as its seller would, by the API. */
  cancel(id: string): Promise<SandboxOrder>;
  /** Refunds all of an order as its seller would, by the API, or `amount` (Mercado Pago: `10.00`). */
  refund(id: string, options?: { amount?: string }): Promise<SandboxOrder>;
  addPos(pos: { external_id: string; profile?: string }): Promise<object>;
  pos(seller?: { profile?: string }): Promise<object[]>;
  /** `store` is the body of the API's own POST. */
  addStore(store: object, seller?: { profile?: string }): Promise<object>;
  stores(seller?: { profile?: string }): Promise<object[]>;
  /** The clock that all systems go by. */
  clock: {
    now(): Promise<Date>;
    /** `15m`, `1h30m`, or ms. Gives the time that it is then, as the others do. */
    advance(span: string | number): Promise<Date>;
    set(to: Date | string): Promise<Date>;
    freeze(): Promise<Date>;
    resume(): Promise<Date>;
  };
  faults: {
    read(): Promise<Faults>;
    /** In place of all there are. */
    set(faults: readonly string[], seed?: number): Promise<Faults>;
    clear(): Promise<Faults>;
  };
  refunds(): Promise<Refunds>;
  setRefunds(refunds: Refunds): Promise<Refunds>;
  minimumAmount(): Promise<MinimumAmount>;
  setMinimumAmount(setting: MinimumAmount): Promise<MinimumAmount>;
  /** The last 500, the oldest first. */
  requests(): Promise<readonly SandboxRequest[]>;
  forgetRequests(): Promise<void>;
  webhooks: {
    read(): Promise<Webhooks>;
    /** What is left out stays as it is; `url: null` ends them. Tells the secret where it was made here. */
    set(change: {
      url?: string | null;
      secret?: string;
      as?: readonly string[];
      faults?: readonly string[];
    }): Promise<Webhooks & { secret?: string }>;
    /** The last 500, an entry an attempt. */
    sent(): Promise<readonly SentWebhook[]>;
  };
  /**
   * Tells of each order that is made or changed here, until what it gives is called. What a listener
   * throws is an uncaught error of the process.
   */
  onChange(listener: (change: OrderChange) => void): () => void;
  /**
   * Forgets orders, points of sale, stores and requests; turns faults, `refunds` and `minimumAmount` off and
   * the clock back. Webhooks go where they went.
   */
  reset(): Promise<void>;
  /** Ends it; once more does nothing. */
  close(): Promise<void>;
}

/** Starts a sandbox of all order systems in this process. */
export function startSandbox(options?: StartOptions): Promise<RunningSandbox>;
