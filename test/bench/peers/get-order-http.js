// The least that gets an order by node:http and says so when it fails.
import { request } from 'node:http';
import process from 'node:process';

const url = `${process.env.MP_ORDERS_BASE_URL}/v1/orders/${process.argv[2]}`;
const headers = { authorization: `Bearer ${process.env.MP_ACCESS_TOKEN}` };
request(url, { headers }, (answer) => {
  let text = '';
  answer.setEncoding('utf8').on('data', (part) => (text += part));
  answer.on('end', () => {
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text}`);
    console.log(JSON.stringify(JSON.parse(text)));
  });
}).end();
