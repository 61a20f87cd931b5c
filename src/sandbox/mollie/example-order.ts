import type { OrderRequest } from './order-request.ts';

const euros = (value: string) => ({ value, currency: 'EUR' });

/** What an order to try things on is created with. The customer is made up. */
export const exampleRequest = (orderNumber: string): OrderRequest => ({
  amount: euros('84.85'),
  orderNumber,
  lines: [
    {
      type: 'physical',
      name: 'Atlas of Imaginary Islands',
      sku: 'EX-ATLAS',
      quantity: 2,
      unitPrice: euros('24.95'),
      totalAmount: euros('49.90'),
      vatRate: '21.00',
      vatAmount: euros('8.66'),
      productUrl: 'https://books.example.org/atlas',
      imageUrl: 'https://books.example.org/atlas.png',
    },
    {
      type: 'physical',
      name: 'Paper Lighthouse Kit',
      sku: 'EX-LIGHT',
      quantity: 3,
      unitPrice: euros('12.50'),
      discountAmount: euros('7.50'),
      totalAmount: euros('30.00'),
      vatRate: '21.00',
      vatAmount: euros('5.21'),
      productUrl: 'https://books.example.org/lighthouse',
      imageUrl: 'https://books.example.org/lighthouse.png',
    },
    {
      type: 'shipping_fee',
      name: 'Shipping',
      quantity: 1,
      unitPrice: euros('4.95'),
      totalAmount: euros('4.95'),
      vatRate: '21.00',
      vatAmount: euros('0.86'),
    },
  ],
  billingAddress: {
    givenName: 'Fenna',
    familyName: 'Voorbeeld',
    email: 'fenna.voorbeeld@example.org',
    phone: '+31200000000',
    streetAndNumber: 'Verzonnenstraat 7',
    postalCode: '0000 ZZ',
    city: 'Voorbeeldstad',
    country: 'NL',
  },
  consumerDateOfBirth: '1990-01-31',
  redirectUrl: 'https://books.example.org/thanks',
  locale: 'nl_NL',
  metadata: { example: true },
});
