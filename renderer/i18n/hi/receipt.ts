import type { Words } from '../words.ts';

/** The receipt, in Hindi. */
export const receipt: Words['receipt'] = {
  title: {
    'tax-invoice': 'कर बीजक (Tax invoice)',
    'bill-of-supply': 'आपूर्ति बिल (Bill of supply)',
    'credit-note': 'क्रेडिट नोट (Credit note)',
  },
  against: { 'tax-invoice': 'इस कर बीजक पर', 'bill-of-supply': 'इस आपूर्ति बिल पर' },
  againstDate: 'उसकी तारीख़',
  reason: 'कारण',
  linesBack: 'क्या लौटा',
  itemBack: 'लौटा सामान',
  credited: 'कुल लौटाई रक़म',
  paidBack: 'पैसा कहाँ लौटा',
  backTo: 'वापस: {{tender}}',
  training: 'अभ्यास – यह बिल नहीं है · TRAINING – NOT A BILL',
  gstin: 'GSTIN {{gstin}}',
  phone: 'फ़ोन {{phone}}',
  number: 'नंबर',
  date: 'तारीख़',
  till: 'गल्ला',
  cashier: 'कैशियर',
  buyer: 'ग्राहक',
  buyerAddress: 'ग्राहक का पता',
  buyerPhone: 'ग्राहक का फ़ोन',
  buyerGstin: 'ग्राहक का GSTIN',
  placeOfSupply: 'आपूर्ति का स्थान',
  lines: 'क्या बिका',
  item: 'सामान',
  amount: 'रक़म',
  hsn: 'HSN {{hsn}}',
  gst: 'GST {{rate}}',
  taxes: 'दर के अनुसार कर',
  taxable: 'कर योग्य मूल्य',
  cgst: 'CGST',
  sgst: 'SGST',
  utgst: 'UTGST',
  igst: 'IGST',
  tax: 'GST',
  discount: 'छूट',
  roundOff: 'पूर्णांक',
  total: 'कुल',
  payments: 'भुगतान',
  rrn: 'RRN {{rrn}}',
  auth: 'Auth code {{code}}',
  received: 'मिला {{received}}, लौटाया {{change}}',
  noTax: 'कंपोज़िशन या कर-मुक्त आपूर्ति: इस पर कर नहीं लिया गया।',
  reverseCharge: 'रिवर्स चार्ज पर कर: नहीं',
  signature: 'यह कंप्यूटर से बना बिल है।',
};

/** The ways to pay, in Hindi. */
export const tender: Words['tender'] = {
  'card-terminal': 'मशीन पर कार्ड',
  cash: 'नकद',
  'upi-qr': 'UPI QR',
  'card-manual': 'दूसरी मशीन पर कार्ड',
  'card-keyed': 'कार्ड नंबर लिखकर',
};

/** The card schemes, in Hindi. */
export const scheme: Words['scheme'] = {
  rupay: 'रुपे',
  visa: 'वीज़ा',
  mastercard: 'मास्टरकार्ड',
  maestro: 'माएस्ट्रो',
  amex: 'अमेरिकन एक्सप्रेस',
  diners: 'डाइनर्स क्लब',
  discover: 'डिस्कवर',
  jcb: 'JCB',
  unionpay: 'यूनियनपे',
};
