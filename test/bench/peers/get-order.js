// What a script without mp-orders would do: the least that gets an order and says so when it fails.
import process from 'node:process';

const token = process.env.MP_ACCESS_TOKEN;
if (!token) throw new Error('Set MP_ACCESS_TOKEN.');
const baseUrl = process.env.MP_ORDERS_BASE_URL ?? 'https://api.mercadopago.com';
const url = `${baseUrl}/v1/orders/${process.argv[2]}`;
const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
console.log(JSON.stringify(await response.json()));
