const pageExample =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b50120008326594305204970053030325802AR5904Test6004CABA63041094';

/** What the tests draw: the create page's example, a long one, and one beyond ASCII. */
export const payloads = {
  "the create page's example": pageExample,
  '300 characters': (pageExample + pageExample + pageExample).slice(0, 300),
  'text beyond ASCII': '5921Panadería São Łódź 🥐6009Asunción 630400ñ₲',
};

export const example = pageExample;

export const namedPayloads = Object.entries(payloads);
