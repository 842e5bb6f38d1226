/** The settings, in English. */
export const settings = {
  title: 'Settings',
  save: 'Save',
  language: { title: 'Language', text: 'The language of the till. Receipts follow it.' },
  mode: {
    title: 'Training or real',
    training: 'This till is for training.',
    trainingText:
      'Sales here are for practice: their own data, their own invoice numbers, a pretended bank. Nothing is a bill and no money moves.',
    real: 'This till sells for real.',
    realText: 'Sales here are bills of the shop, and cards are charged.',
    toReal: 'Change to real selling',
    toTraining: 'Change to training',
    confirmReal:
      'From now on every sale is a real bill and cards are charged. The training sales stay apart and are not taken over.',
    confirmTraining:
      'From now on nothing is a real sale. The shop’s real data stays as it is, and is not shown until you change back.',
    busy: 'Finish the bill in hand and all open payments first.',
  },
  shop: {
    title: 'Shop',
    text: 'As it is printed on every bill.',
    name: 'Name of the shop',
    address: 'Address, up to four lines',
    phone: 'Phone',
    scheme: 'GST registration',
    schemes: {
      regular: 'Regular: tax invoices',
      composition: 'Composition: bills of supply',
      unregistered: 'Not registered',
    },
    gstin: 'GSTIN',
    gstinBad: {
      'gstin-format': 'A GSTIN has 15 letters and digits, such as 27AAPFU0939F1ZV.',
      'gstin-state': 'The first two digits are not a State code.',
      'gstin-check-digit': 'One letter or digit is mistyped: the check character does not fit.',
    },
    stateDiffers: 'The GSTIN is from another State than the shop.',
    state: 'State',
    tillCode: 'Code of this till',
    tillCodeHint:
      'Two capital letters or digits, not beginning with T. Every invoice number of this till begins with it, so each till needs its own.',
    tillCodeBad: 'Use two capital letters or digits; T can’t be the first.',
    footer: 'Last line of the receipt',
    nameBad: 'The shop needs a name.',
  },
  gateway: {
    training:
      'The training till has a pretended bank of its own, for cards and UPI. There is nothing to set up; the real till has its own settings here.',
    title: 'Payments',
    text: 'Where card payments are sent. The bank or the terminal’s provider gives you these.',
    url: 'Address of the payment service',
    merchantId: 'Merchant ID',
    terminalId: 'Terminal ID',
    provider: 'Who drives the card terminal',
    providers: {
      rupay: 'RuPay gateway (our own protocol)',
      'pine-labs': 'Pine Labs',
      'razorpay-pos': 'Razorpay POS (Ezetap)',
    },
    /** What a provider cannot do; said together with `untried` where it has not been tried. */
    promises: {
      rupay:
        'A payment can always be asked about, given back whole or in part, and compared at the end of the day. Its answers are signed.',
      'pine-labs':
        'When the connection breaks as a payment starts, a manager must look at the terminal’s own list. Money goes back on the terminal itself, and the day is compared by hand.',
      'razorpay-pos':
        'When the connection breaks as a payment starts, a manager must look at the provider’s own list. Only a whole payment can be given back, and the day is compared by hand.',
    },
    untried:
      'This connection has not been tried with the provider’s own server yet: take no real money with it before it has.',
    own: {
      pineMerchantId: 'Pine Labs merchant number',
      storeId: 'Store ID',
      clientId: 'Client ID of the terminal',
      username: 'Username',
      deviceId: 'Device, such as 0821006725|ezetap_android',
    },
    apiKey: 'API key',
    key: { 'pine-labs': 'Security token', 'razorpay-pos': 'App key' },
    hasKey: 'A key is stored. Leave this empty to keep it.',
    noKey: 'No key is stored yet.',
    weak: 'This PC has no safe keyring ({{backend}}), so the key would be easy to copy.',
    weakAccept: 'To store it all the same, the owner writes here who accepts this and why',
    weakAccepted: 'The owner has accepted a weaker place for the key in writing.',
  },
  upi: {
    title: 'UPI QR',
    text: 'Where UPI payments go. Without an address the till shows no UPI QR.',
    address: 'UPI address of the shop',
    addressHint: 'Such as shop@bank. Check it letter by letter: money sent elsewhere is hard to get back.',
    name: 'Name that the customer’s app shows',
    nameHint: 'The name under which the bank knows the shop.',
    nameBad: 'The customer must see whom he pays.',
    code: 'Merchant category code',
    codeHint: 'Four digits; 5411 is a grocery shop. The bank tells you yours.',
    codeBad: 'The code has four digits.',
  },
  pin: {
    title: 'Manager’s PIN',
    text: 'Cash refunds, settling unknown payments, closing a day and this page’s switches need it. It is kept only as a fingerprint; nobody can read it back.',
    none: 'There is no PIN yet. The owner chooses the first one.',
    current: 'PIN as it is now',
    next: 'New PIN',
    again: 'New PIN once more',
    hint: 'Four to eight digits; longer is safer. After wrong tries there is a growing pause.',
    short: 'A PIN has four to eight digits.',
    differs: 'The two are not the same.',
    choose: 'Choose this PIN',
    change: 'Change the PIN',
  },
  about: { title: 'This till', version: 'Galla {{version}}', runtime: 'Runs on', folder: 'Data folder' },
} as const;
