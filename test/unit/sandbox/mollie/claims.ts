import { createHash } from 'node:crypto';
import type { KeyRecord } from '../../../../src/sandbox/idempotency.ts';
import type { Reply } from '../../../../src/sandbox/mollie/keys.ts';
import { openStore } from '../../../../src/sandbox/store.ts';
import { start } from './test-mollie.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Claim {
  key: string;
  body: unknown;
  path?: string;
  id?: string;
}

/** Another process, which claims a key and then does nothing more. */
export const otherProcess = (directory: string) => ({
  async claim({ key, body, path = '/v2/orders', id = 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' }: Claim) {
    const pid = 4711;
    const fingerprint = `POST ${path} ${sha256(JSON.stringify(body))}`;
    const record = sha256(`sandbox-mollie\0${key}`);
    const keys = openStore(directory).collection<KeyRecord<Reply>>('mollie-keys');
    const at = start.toISOString();
    await keys.insert(record, { state: 'in_flight', fingerprint, id, at, pid });
    return { pid, id };
  },
});
