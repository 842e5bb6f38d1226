import type { Shop } from '../../../shared/contract/till.ts';

/** The shop that a training till starts with. Everything about it is made up; the GSTIN is valid in form only. */
export const sampleShop: Shop = {
  name: 'Galla Sample Store',
  addressLines: ['12 Namuna Bazaar, Practice Lane', 'Udaharan Nagar, Maharashtra 400000'],
  phone: null,
  gstScheme: 'regular',
  gstin: '27AAAAA0000A1Z2',
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: 'Training bill: no goods were sold. · प्रशिक्षण बिल',
  tillCode: 'A1',
};
