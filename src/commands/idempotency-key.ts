import { usageError } from '../errors.ts';

/** The API takes up to 128 characters (`invalid_idempotency_key_length`); a header takes ASCII. */
export function checkIdempotencyKey(key: string | undefined): void {
  if (key === undefined || /^[\x21-\x7e]{1,128}$/.test(key)) return;
  throw usageError('--idempotency-key takes 1 to 128 ASCII characters without spaces.', {
    hint: 'A UUID is a good key; leave the option out to have one made.',
  });
}
