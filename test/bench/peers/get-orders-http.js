// The least that gets many orders by node:http, 50 at once: ids from stdin, a line each, answers to
// stdout. It checks nothing but the status, and stops at the first error.
import { Agent, request } from 'node:http';
import process from 'node:process';
import { createInterface } from 'node:readline';

const { MP_ACCESS_TOKEN: token, MP_ORDERS_BASE_URL: baseUrl } = process.env;
const headers = { authorization: `Bearer ${token}` };
const agent = new Agent({ keepAlive: true });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** @param {string} id @returns {Promise<string>} */
const get = (id) =>
  new Promise((resolve, reject) => {
    const sent = request(`${baseUrl}/v1/orders/${id}`, { headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${answer.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject).end();
  });

async function work() {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    process.stdout.write(`${await get(line.value)}\n`);
  }
}

await Promise.all(Array.from({ length: 50 }, work));
agent.destroy();
