export const orderId = 'v502556llux-01';

/** What an order holds of people and cards; none of these words may be in an Order. */
export const privateWords = [
  'Taylor',
  'taylor@example.org',
  '06300000000',
  'Rua Example',
  '411111',
  '1111',
  'Visa',
  'Dear Taylor',
  'staff@example.org',
];

/** An order as `GET /orders/{id}` gives it, ready for handling unless told otherwise. */
export function wireOrder(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderId,
    sequence: '502556',
    marketplaceOrderId: '',
    sellerOrderId: '00-v502556llux-01',
    status: 'ready-for-handling',
    statusDescription: 'Pronto para o manuseio',
    workflowIsInError: false,
    value: 1160,
    creationDate: '2026-11-20T20:09:43.8999580+00:00',
    lastChange: '2026-11-21T19:30:00.7010747+00:00',
    followUpEmail: 'staff@example.org',
    lastMessage: 'Dear Taylor, your parcel is on its way',
    allowCancellation: true,
    authorizedDate: '2026-11-20T20:46:11.7010747+00:00',
    invoicedDate: null,
    cancelReason: null,
    cancellationData: null,
    cancellationRequests: null,
    totals: [
      { id: 'Items', name: 'Total dos Itens', value: 990 },
      { id: 'Discounts', name: 'Total dos Descontos', value: -130 },
      { id: 'Shipping', name: 'Total do Frete', value: 300 },
    ],
    items: [
      {
        uniqueId: '94913BB553334977BFD669A24E678C69',
        id: '18',
        name: 'Bay Max L',
        refId: 'BIGBML',
        quantity: 1,
        price: 1090,
        sellingPrice: 990,
        priceDefinition: { total: 990 },
      },
    ],
    storePreferencesData: {
      currencyCode: 'BRL',
      currencyFormatInfo: { CurrencyDecimalDigits: 2, CurrencyDecimalSeparator: ',' },
    },
    clientProfileData: {
      firstName: 'Taylor',
      email: 'taylor@example.org',
      document: '06300000000',
    },
    shippingData: { address: { receiverName: 'Taylor', street: 'Rua Example' } },
    paymentData: {
      transactions: [
        { payments: [{ paymentSystemName: 'Visa', firstDigits: '411111', lastDigits: '1111' }] },
      ],
    },
    ...fields,
  };
}

/** One of `cancellationRequests`, denied. */
export const deniedRequest = {
  id: '85835ab408514b52aa139e4236ce0c33',
  reason: 'Out of stock',
  cancellationRequestDate: '2026-11-21T19:31:00.6667459Z',
  requestedByUser: false,
  deniedBySeller: true,
  deniedBySellerReason: 'It is on its way',
  cancellationRequestDenyDate: '2026-11-21T19:32:00.4550528Z',
};

/** The receipt of the cancel page, which names another order: the seller's. */
export const receipt = `{
   "date": "2014-02-07T15:22:56.7612218-02:00",
   "orderId": "123543123",
   "receipt": "38e0e47da2934847b489216d208cfd91"
}`;

/** An entry of the list. */
export function wireSummary(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    orderId,
    creationDate: '2026-11-20T20:09:43+00:00',
    clientName: 'Taylor',
    items: null,
    totalValue: 1160,
    paymentNames: 'Visa',
    status: 'handling',
    marketPlaceOrderId: null,
    sequence: '502556',
    workflowInErrorState: false,
    lastMessageUnread: 'Dear Taylor, your parcel is on its way',
    authorizedDate: '2026-11-20T20:33:04+00:00',
    currencyCode: 'BRL',
    ...fields,
  };
}
