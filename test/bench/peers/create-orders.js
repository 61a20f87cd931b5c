// What a script without mp-orders would do: 50 requests at once with bare fetch. It keeps no journal,
// makes no keys of its own, and stops at the first error.
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';

const [, , file = '', concurrency = '50'] = process.argv;
const { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: baseUrl } = process.env;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
let row = 0;
const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]();

async function work() {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    row += 1;
    const response = await fetch(`${baseUrl}/v1/orders`, {
      method: 'POST',
      headers: { ...headers, 'x-idempotency-key': `bench-${row}` },
      body: line.value,
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    console.log(JSON.stringify(await response.json()));
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work));
