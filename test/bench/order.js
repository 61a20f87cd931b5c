/** The order of the API reference's create page. */
export const order = {
  id: 'ORD01J67CQQH5904WDBVZEM4JMEP3',
  user_id: '5238400195',
  type: 'qr',
  external_reference: 'ext_ref_1234',
  description: 'Smartphone',
  expiration_time: 'PT16M',
  processing_mode: 'automatic',
  total_amount: '50.00',
  country_code: 'AR',
  integration_data: { application_id: '4599991948843755' },
  status: 'created',
  status_detail: 'created',
  currency: 'ARS',
  created_date: '2024-09-10T14:26:42.109Z',
  last_updated_date: '2024-09-10T14:26:42.109Z',
  config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
  transactions: {
    payments: [
      {
        id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
        amount: '50.00',
        status: 'created',
        status_detail: 'ready_to_process',
      },
    ],
  },
  type_response: {
    qr_data:
      '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b5012000832659430' +
      '5204970053030325802AR5904Test6004CABA63041094',
  },
};

/** No account's token. */
export const token = 'APP_USR-0000000000000000-bench-0000000000000000';
