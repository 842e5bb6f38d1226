import type { Words } from '../words.ts';

/** Paying a bill in parts, in Hindi. */
export const split: Words['split'] = {
  part: 'थोड़ा भुगतान',
  title: 'अभी कितना दिया जा रहा है?',
  text: 'बाक़ी बाद में किसी भी और तरीक़े से दिया जा सकता है।',
  label: 'इस हिस्से की रक़म',
  half: 'आधा',
  all: 'पूरा बाक़ी',
  use: 'यह रक़म रखें',
  notAmount: 'यह रक़म नहीं है।',
  tooLittle: 'शून्य से ज़्यादा होना चाहिए।',
  tooMuch: 'यह बाक़ी रक़म से ज़्यादा है।',
  now: 'अभी देना है',
  ofTotal: '{{amount}} में से',
  left: 'बाक़ी देना है',
  taken: 'अब तक मिला',
  takenTitle: 'थोड़ा भुगतान हुआ',
  takenText: 'यह हिस्सा सुरक्षित है। बाक़ी किसी भी तरीक़े से लें।',
  undo: 'पूरा बाक़ी लें',
};

/** Giving a part-paid bill up, in Hindi. */
export const giveUp: Words['giveUp'] = {
  action: 'बिल छोड़ दें',
  title: 'यह बिल छोड़ दें?',
  text: 'सामान यहीं रहेगा, और जो मिला है सब लौटेगा:',
  yes: 'छोड़ दें',
  no: 'बिल रहने दें',
  doneTitle: 'बिल छोड़ दिया गया',
  doneText: 'इसका कुछ नहीं बिका। पैसा ऐसे लौटेगा:',
  giveCash: 'अभी नकद लौटाएँ',
  done: 'हो गया',
  back: {
    cash: 'नकद, गल्ले से',
    'card-terminal': 'कार्ड पर, अपने-आप',
    'card-keyed': 'कार्ड पर, अपने-आप',
    'upi-qr': 'UPI से, अपने-आप',
    'card-manual': 'दूसरी मशीन पर लौटाएँ',
  },
};

/** What a manager may do about an unknown payment, in Hindi. */
export const byManager: Words['byManager'] = {
  label: 'केवल मैनेजर के साथ',
  supersede: 'दूसरा तरीक़ा…',
  supersedeTitle: 'दूसरे तरीक़े से भुगतान लें?',
  supersedeText: 'तब बिल दूसरे तरीक़े से चुकाया जा सकता है, जबकि अभी पता नहीं कि {{amount}} कटे या नहीं।',
  supersedeRisk: 'हम बैंक से पूछते रहेंगे। अगर पता चला कि पैसा कटा था, तो वह ग्राहक को अपने-आप लौटेगा।',
  supersedeYes: 'अनुमति दें',
  resolve: 'बताएँ क्या हुआ…',
  resolveTitle: '{{amount}} के भुगतान का क्या हुआ?',
  resolveText: 'केवल पर्ची या बैंक के अपने विवरण से, फ़ोन पर दिखे संदेश से कभी नहीं। पहले बैंक का समय पूरा होना चाहिए।',
  outcome: 'पर्ची या विवरण क्या कहता है',
  paid: 'भुगतान हुआ: पैसा आ गया',
  unpaid: 'भुगतान नहीं हुआ: कुछ नहीं कटा',
  rrn: 'पर्ची का RRN',
  authCode: 'मंज़ूरी कोड, अगर हो',
  reason: 'आपको कैसे पता है?',
  reasonHint: 'जैसे: पर्ची देखी, आज का बैंक विवरण। यह आपके नाम के साथ रखा जाएगा।',
  resolveYes: 'यही नतीजा रखें',
};

/** The UPI QR, in Hindi. */
export const upi: Words['upi'] = {
  way: 'UPI QR',
  label: 'ग्राहक के लिए UPI QR कोड',
  code: 'UPI से भुगतान का QR कोड',
  scan: 'किसी भी UPI ऐप से स्कैन करें',
  timeLeft: 'बचा समय',
  over: 'समय पूरा हुआ। हम बैंक से पूछ रहे हैं कि भुगतान हुआ या नहीं।',
  screenshot: 'भुगतान तभी हुआ जब बैंक इस स्क्रीन पर बताए। स्क्रीनशॉट या फ़ोन के संदेश पर भरोसा न करें।',
};

/** The slip of another machine, in Hindi. */
export const slip: Words['slip'] = {
  way: 'दूसरी मशीन',
  title: 'दूसरी मशीन पर भुगतान',
  text: 'पर्ची पर जो छपा है वह लिखें। गल्ला उस मशीन के बैंक से नहीं पूछ सकता, इसलिए भुगतान पर “जाँचा नहीं” लिखा रहेगा।',
  rrn: 'RRN (12 अंक)',
  authCode: 'मंज़ूरी कोड (6 अक्षर या अंक)',
  date: 'पर्ची की तारीख़',
  lastFour: 'कार्ड के आख़िरी चार अंक',
  take: 'पर्ची देखी: भुगतान लें',
  notVerified: 'जाँचा नहीं',
  problem: {
    rrn: 'RRN में 12 अंक होते हैं।',
    authCode: 'मंज़ूरी कोड में 6 अक्षर या अंक होते हैं।',
    slipDate: 'यह तारीख़ सही नहीं है।',
    lastFour: 'चार अंक लिखें, या ख़ाली छोड़ें।',
  },
};

/** The training terminal, in Hindi. */
export const training: Words['training'] = {
  title: 'अभ्यास मशीन',
  byHand: 'हाथ से',
  byItself: 'अपने-आप',
  how: 'ग्राहक कौन बने',
  idle: 'यहाँ अभी कुछ देना नहीं है।',
  asks: '{{amount}} दें',
  phone: 'फ़ोन से भुगतान',
  act: {
    tap: 'कार्ड छुआएँ',
    'insert-pin': 'लगाएँ, सही PIN',
    'wrong-pin': 'लगाएँ, ग़लत PIN',
    'no-money': 'पैसा नहीं है',
    'walk-away': 'चले जाएँ',
    'pull-cable': 'तार खींचें',
  },
};
