import type { VtexStore } from './accounts.ts';
import type { WireAddress, WirePayment, WireProfile } from './wire-people.ts';

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
