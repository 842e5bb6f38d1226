import type { Words } from '../words.ts';

/** Who buys, in Hindi. */
export const customer: Words['customer'] = {
  title: 'ग्राहक',
  text: 'केवल वही लिखें जो ग्राहक बिल पर चाहता है। कारोबारी ग्राहक का GSTIN, नाम और पता लिखना होगा।',
  required: '{{amount}} के बिल पर ग्राहक का नाम, पता और राज्य होना ज़रूरी है (GST नियम 46)।',
  name: 'नाम',
  phone: 'मोबाइल नंबर',
  gstin: 'GSTIN',
  address: 'पता',
  state: 'राज्य',
  noState: 'नहीं बताया',
  supply: 'आपूर्ति का स्थान',
  supplyThere: '{{state}}: माल वहाँ जाएगा (IGST)',
  supplyHere: '{{state}}: माल यहीं रहेगा (CGST + SGST)',
  otherState: 'दूसरा राज्य: बिल पर IGST लगेगा।',
  gstinState: '{{state}} में पंजीकृत',
  save: 'बिल के साथ रखें',
  saveAndCharge: 'रखें और भुगतान लें',
  remove: 'बिल से हटाएँ',
  change: 'ग्राहक बदलें',
  add: 'ग्राहक',
  on: 'ग्राहक: {{who}}',
  problem: {
    name: 'वह नाम लिखें जो बिल पर छपे।',
    phone: 'मोबाइल नंबर में 10 अंक होते हैं और वह 6, 7, 8 या 9 से शुरू होता है।',
    gstin: 'यह GSTIN सही नहीं है। हर अक्षर और अंक जाँचें।',
    address: 'पता लिखें।',
    stateCode: 'राज्य चुनें।',
    nothing: 'कुछ भी नहीं भरा है।',
  },
};
