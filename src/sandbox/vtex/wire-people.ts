/** What an order's JSON holds of people: who they are, where they live, how they pay. */

export interface WireProfile {
  id: 'clientProfileData';
  email: string;
  firstName: string;
  lastName: string;
  documentType: string;
  document: string;
  phone: string;
  corporateName: null;
  tradeName: null;
  corporateDocument: null;
  stateInscription: null;
  corporatePhone: null;
  isCorporate: false;
  userProfileId: string;
  customerClass: null;
}

export interface WirePayment {
  id: string;
  paymentSystem: string;
  paymentSystemName: string;
  value: number;
  installments: number;
  referenceValue: number;
  cardHolder: string;
  cardNumber: string;
  firstDigits: string;
  lastDigits: string;
  cvv2: null;
  expireMonth: string;
  expireYear: string;
  group: string;
  tid: string;
  billingAddress: WireAddress;
}

export interface WireAddress {
  addressType: string;
  receiverName: string;
  addressId: string;
  postalCode: string;
  city: string;
  state: string;
  country: string;
  street: string;
  number: string;
  neighborhood: string;
  complement: string | null;
  reference: string | null;
  geoCoordinates: number[];
}
