/** The office that every order goes to, in English. */
export const office = {
  title: 'Office',
  sign: {
    label: 'Orders to the office:',
    good: 'Office has all',
    off: 'No office',
    waiting_one: '{{count, number}} waiting',
    waiting_other: '{{count, number}} waiting',
    refused_one: '{{count, number}} refused',
    refused_other: '{{count, number}} refused',
    paused: 'Office: look',
  },
  state: {
    label: 'How the sending stands',
    off: 'No office is set up. Orders are kept here.',
    idle: 'The office has every order.',
    waiting_one: '{{count, number}} order, refund or day is still to be sent.',
    waiting_other: '{{count, number}} orders, refunds and days are still to be sent.',
  },
  safe: 'Everything is safe on this till. You can go on selling and close the day; it is sent by itself.',
  problem: {
    unreachable:
      'The office can’t be reached. Check the internet connection. It is tried again every second or so.',
    'name-not-found':
      'The office’s address was not found. Either there is no internet connection, or the address in the settings is mistyped.',
    'certificate-expired':
      'The office’s certificate has run out, or this PC’s date is wrong. Nothing was sent. Check the date, then tell the office.',
    'certificate-wrong-name':
      'The certificate belongs to another address than the one in the settings. Nothing was sent. Check the address, then tell the office.',
    'certificate-untrusted':
      'The certificate was not issued by anybody this PC trusts: the office’s server is set up wrongly, or somebody is in between. Nothing was sent. Tell the office.',
    tls: 'No protected connection to the office could be made. Nothing was sent. Check that the address begins with https.',
    timeout: 'The office does not answer in time. It is tried again.',
    'connection-cut': 'The connection breaks off. It is tried again, and nothing is sent twice.',
    unauthorised:
      'The office refuses this till’s token. Sending is paused. Ask the office for a new token and put it into the settings.',
    'server-error': 'The office’s server has a fault of its own. It is tried again after a while.',
    'too-busy': 'The office’s server is busy and asked us to wait. It is tried again.',
    redirect:
      'The address leads on to another one. Orders are never sent on. Put the office’s final address into the settings.',
    'not-understood':
      'Something answers, but not as the office does. Perhaps this network wants you to sign in first (a page in the browser).',
    'server-changed':
      'At this address there used to be the office’s server, and now there is another one. Nothing is sent until it is back.',
    'url-refused':
      'This address can’t be used: a real till needs https and the address of another machine, a training till stays on this PC.',
    'token-unreadable': 'The token can’t be read on this PC any more. Put it into the settings again.',
    store: 'This PC’s disk refused to note what was sent. It is tried again; nothing is lost.',
  },
  facts: {
    lastSuccess: 'Last heard from the office',
    since: 'The oldest waits since',
    never: 'never',
    ambiguous: 'Being checked',
    refused: 'Refused',
    notDeliverable: 'Not deliverable there',
    server: 'The office’s server',
    kind: { central: 'Galla central', base: 'Basic order server' },
  },
  tryNow: 'Try now',
  openSettings: 'Settings',
  list: {
    title: 'What the office is told',
    show: 'Show',
    document: 'Document',
    made: 'Made',
    amount: 'Amount',
    state: 'State',
    more: 'Show older',
    none: {
      all: 'Nothing has been sold yet.',
      waiting: 'Nothing waits.',
      refused: 'Nothing was refused.',
    },
  },
  filter: { all: 'All', waiting: 'Waiting', refused: 'Refused' },
  kind: {
    'order-completed': 'Bill',
    'credit-note-issued': 'Credit note',
    'refund-changed': 'Refund',
    'attempt-changed': 'Payment',
    'day-closed': 'Day closed',
    other: 'Other',
  },
  entry: {
    waiting: 'Waiting',
    'in-doubt': 'Being checked',
    sent: 'At the office',
    refused: 'Refused',
    'not-deliverable': 'Not deliverable there',
  },
  resend: {
    open: 'Correct or resend',
    title: 'Send {{number}} again',
    text: 'The office refused it and said why. Put the words right or leave them as they are. Amounts can’t be changed: they are what the bill says.',
    buyerName: 'Buyer’s name',
    buyerPhone: 'Buyer’s phone',
    buyerGstin: 'Buyer’s GSTIN',
    notes: 'Notes',
    yes: 'Send again',
  },
  settings: {
    title: 'Office',
    text: 'Where every order is sent. Without an address orders stay here and wait.',
    url: 'Address of the office’s server',
    urlHint: 'Such as https://orders.example.in; empty: no office',
    token: 'This till’s token',
    hasToken: 'A token is stored. Leave this empty to keep it. A new address needs its token again.',
    noToken: 'The office makes one for each till.',
    server: 'What kind of server it is',
    servers: {
      auto: 'Find out by itself',
      central: 'Galla central',
      base: 'Basic order server',
    },
    mapping: 'For a basic order server',
    mappingText:
      'Such a server has no cash, one way to pay for a bill, no refunds, and wants every buyer’s name. This is what it is told; how it was really paid stands in the notes.',
    cash: 'Cash counts as',
    split: 'A bill paid in several ways counts as',
    methods: {
      rupay: 'RuPay',
      card: 'Card',
      upi: 'UPI',
      netbanking: 'Net banking',
      wallet: 'Wallet',
    },
    walkInName: 'Name of a buyer who gave none',
    walkInEmail: 'E-mail of every buyer',
    nameBad: 'A name is needed.',
    emailBad: 'An e-mail address is needed, such as shop@example.com.',
  },
} as const;
