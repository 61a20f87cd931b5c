const minute = 60_000;
const hour = 60 * minute;

/** How a system sends again what was not answered well. */
interface RetryPlan {
  /** How long a receiver may take, in ms. */
  timeoutMs: number;
  isAccepted: (status: number) => boolean;
  /** Ms from a failed attempt (the first is 0) to the next; undefined: there is none. */
  pauseAfter: (attempt: number) => number | undefined;
}

/**
 * Mercado Pago waits 22 s for 200 or 201, and sends again every 15 minutes; after the third the
 * interval grows, and no end is named. Assumption: it doubles, up to a day.
 */
const mercadopago: RetryPlan = {
  timeoutMs: 22_000,
  isAccepted: (status) => status === 200 || status === 201,
  pauseAfter: (attempt) => Math.min(15 * minute * 2 ** Math.max(0, attempt - 2), 24 * hour),
};

/** Mollie calls ten times within 26 hours. Assumption: how these are spread; it waits 15 s for a 2xx. */
const molliePauses = [1, 2, 4, 8, 16, 29, 60, 480, 960].map((minutes) => minutes * minute);
const mollie: RetryPlan = {
  timeoutMs: 15_000,
  isAccepted: (status) => status >= 200 && status < 300,
  pauseAfter: (attempt) => molliePauses[attempt],
};

export const planOf = (system: string): RetryPlan => (system === 'mollie' ? mollie : mercadopago);
