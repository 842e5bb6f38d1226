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
    title: 'Payments',
    text: 'Where card payments are sent. The bank or the terminal’s provider gives you these.',
    url: 'Address of the payment service',
    merchantId: 'Merchant ID',
    terminalId: 'Terminal ID',
    apiKey: 'API key',
    hasKey: 'A key is stored. Leave this empty to keep it.',
    noKey: 'No key is stored yet.',
    weak: 'This PC has no safe keyring ({{backend}}), so the key would be easy to copy.',
    weakAccept: 'To store it all the same, the owner writes here who accepts this and why',
    weakAccepted: 'The owner has accepted a weaker place for the key in writing.',
  },
  about: { title: 'This till', version: 'Galla {{version}}', runtime: 'Runs on', folder: 'Data folder' },
} as const;
