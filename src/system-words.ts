/** What one status of an order means, in one language. */
interface StatusText {
  /** What it means: a sentence. */
  meaning: string;
  /** The usual cause: a sentence. */
  cause: string;
  /** The short phrase beside it, such as `waiting for payment`: no capital, no full stop. */
  hint: string;
}

/** A status of an order system, as `get`, `watch` and `explain` speak of it. */
export interface StatusWords {
  /** Whose move it is. */
  mover: 'shop' | 'customer' | 'seller' | 'provider' | 'integrator' | 'nobody';
  /** Command lines to type next; `{id}` stands for the id of the order. */
  next?: readonly string[];
  texts: Readonly<Record<'en' | 'es' | 'pt', StatusText>>;
}

/**
 * The words that a system brings along for its statuses, by status. Mercado Pago, Mollie and VTEX
 * have theirs in the catalogue, where translators find all of a language in one file.
 */
export type SystemWords = Readonly<Record<string, StatusWords>>;
