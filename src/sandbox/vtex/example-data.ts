import { createHash } from 'node:crypto';
import type { VtexStore } from './accounts.ts';
import type { WireItem, WireTotal } from './wire.ts';
import type { WireAddress, WirePayment, WireProfile } from './wire-people.ts';

/** Hex as VTEX writes ids of parts of an order: upper case, and the same for the same order. */
export const hexId = (orderId: string, part: string): string =>
  createHash('sha256').update(`${orderId}\0${part}`).digest('hex').slice(0, 32).toUpperCase();

interface Product {
  name: string;
  /** Per piece, before and after the discount. */
  price: number;
  sellingPrice: number;
  quantity: number;
}

const products: readonly Product[] = [
  { name: 'Caneca de exemplo', price: 40, sellingPrice: 40, quantity: 2 },
  { name: 'Camiseta de exemplo', price: 95, sellingPrice: 80, quantity: 1 },
  { name: 'Caderno de exemplo', price: 25, sellingPrice: 25, quantity: 3 },
];

const shipping = 12;

// Assumption: an amount counts the smallest unit of its currency, so that one peso of Chile is 1.
// VTEX's pages say "in cents", and have no order in a currency without decimals.
const unitOf = ({ decimalDigits }: VtexStore): number => 10 ** decimalDigits;

/** Prices are made up in reais; in pesos everything costs some two hundred times as much. */
function amountsOf(store: VtexStore): (price: number) => number {
  const rate = store.currencyCode === 'CLP' ? 195 : 1;
  return (price) => price * rate * unitOf(store);
}

/** Two or three items, one of them discounted, and what they come to. */
export function exampleItems(store: VtexStore, orderId: string, count: 2 | 3) {
  const amount = amountsOf(store);
  const chosen = products.slice(0, count);
  const sum = (of: (product: Product) => number) =>
    chosen.reduce((total, product) => total + amount(of(product)) * product.quantity, 0);
  const full = sum(({ price }) => price);
  const totals: WireTotal[] = [
    { id: 'Items', name: 'Total dos Itens', value: full },
    { id: 'Discounts', name: 'Total dos Descontos', value: sum((p) => p.sellingPrice) - full },
    { id: 'Shipping', name: 'Total do Frete', value: amount(shipping) },
    { id: 'Tax', name: 'Total da Taxa', value: 0 },
  ];
  const items = chosen.map((product, index) =>
    itemOf(product, store, hexId(orderId, `item ${index}`), index + 1),
  );
  return { items, totals, value: totals.reduce((all, { value }) => all + value, 0) };
}

function itemOf(product: Product, store: VtexStore, uniqueId: string, number: number): WireItem {
  const { name, quantity } = product;
  const amount = amountsOf(store);
  const [price, sellingPrice] = [amount(product.price), amount(product.sellingPrice)];
  const value = (sellingPrice - price) * quantity;
  const discount = { name: 'discount@price-example', value, isPercentual: false };
  return {
    uniqueId,
    id: String(number),
    productId: String(100 + number),
    quantity,
    seller: '1',
    name,
    refId: `EXAMPLE-${number}`,
    price,
    listPrice: price,
    sellingPrice,
    priceTags: value === 0 ? [] : [{ ...discount, rawValue: value / unitOf(store) }],
    priceDefinition: {
      sellingPrices: [{ value: sellingPrice, quantity }],
      calculatedSellingPrice: sellingPrice,
      total: sellingPrice * quantity,
      reason: null,
    },
    measurementUnit: 'un',
    unitMultiplier: 1,
    isGift: false,
    tax: 0,
    imageUrl: `https://example.org/images/${number}.jpg`,
    detailUrl: `/example-${number}/p`,
  };
}

/*
 * Nobody lives here: what orders hold of people and their cards, made up so that it can be seen
 * whether a client keeps it to itself.
 */

export const exampleProfile = (): WireProfile => ({
  id: 'clientProfileData',
  email: 'fulana.de.tal@example.org',
  firstName: 'Fulana',
  lastName: 'de Tal',
  documentType: 'cpf',
  document: '000.000.001-91',
  phone: '+550000000000',
  corporateName: null,
  tradeName: null,
  corporateDocument: null,
  stateInscription: null,
  corporatePhone: null,
  isCorporate: false,
  userProfileId: '00000000-0000-4000-8000-000000000001',
  customerClass: null,
});

export const exampleAddress = ({ countryCode }: VtexStore): WireAddress => ({
  addressType: 'residential',
  receiverName: 'Fulana de Tal',
  addressId: '1000000000001',
  postalCode: '00000-000',
  city: 'Cidade Exemplo',
  state: 'EX',
  country: countryCode,
  street: 'Rua Inventada',
  number: '1',
  neighborhood: 'Bairro Fictício',
  complement: null,
  reference: null,
  geoCoordinates: [0, 0],
});

export const examplePayment = (store: VtexStore, id: string, value: number): WirePayment => ({
  id,
  paymentSystem: '2',
  paymentSystemName: 'Visa',
  value,
  installments: 1,
  referenceValue: value,
  cardHolder: 'FULANA DE TAL',
  cardNumber: '************0002',
  firstDigits: '400000',
  lastDigits: '0002',
  cvv2: null,
  expireMonth: '12',
  expireYear: '2099',
  group: 'creditCard',
  tid: '1000001',
  billingAddress: exampleAddress(store),
});
