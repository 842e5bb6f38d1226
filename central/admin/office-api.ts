import {
  adminOrderReply,
  adminOrdersReply,
  adminTillsReply,
  meReply,
  newTokenReply,
  shopsReply,
} from '../../shared/contract/central-admin.ts';

/** What a call came to: its value, or why there is none. */
export type Called<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number };

type Reader<T> = { readonly safeParse: (value: unknown) => { success: true; data: T } | { success: false } };

let csrf = '';

/** One request over the browser's own connection; status 0 when the server did not answer. */
function send(method: string, path: string, body: unknown): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, `/admin/api/${path}`);
    request.setRequestHeader('x-csrf', csrf);
    if (body !== undefined) request.setRequestHeader('content-type', 'application/json');
    request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }));
    request.addEventListener('error', () => resolve({ status: 0, text: '' }));
    request.send(body === undefined ? null : JSON.stringify(body));
  });
}

async function read<T>(method: string, path: string, reader: Reader<T>, body?: unknown): Promise<Called<T>> {
  const { status, text } = await send(method, path, body);
  if (status < 200 || status >= 300) return { ok: false, status };
  const parsed = reader.safeParse(JSON.parse(text));
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, status: 0 };
}

async function done(method: string, path: string, body?: unknown): Promise<Called<null>> {
  const { status } = await send(method, path, body);
  return status >= 200 && status < 300 ? { ok: true, value: null } : { ok: false, status };
}

function remember(me: Called<{ name: string; csrf: string }>): Called<{ name: string }> {
  if (me.ok) ({ csrf } = me.value);
  return me;
}

const shopPath = (shop: string, rest: string): string => `shops/${encodeURIComponent(shop)}/${rest}`;

/** Where the list of orders is exported, with the same filter as the page shows. */
export const csvAddress = (shop: string, query: string): string =>
  `/admin/api/${shopPath(shop, `orders.csv${query === '' ? '' : `?${query}`}`)}`;

/** The calls of the page to its server. */
export const officeApi = {
  me: async () => remember(await read('GET', 'me', meReply)),
  login: async (name: string, password: string) =>
    remember(await read('POST', 'login', meReply, { name, password })),
  logout: () => done('POST', 'logout'),
  shops: () => read('GET', 'shops', shopsReply),
  orders: (shop: string, query: string) => read('GET', shopPath(shop, `orders?${query}`), adminOrdersReply),
  order: (shop: string, id: number) => read('GET', shopPath(shop, `orders/${id}`), adminOrderReply),
  tills: (shop: string) => read('GET', shopPath(shop, 'tills'), adminTillsReply),
  addShop: (code: string, name: string) => done('POST', 'shops', { code, name }),
  addTill: (shop: string, code: string, name: string) =>
    done('POST', shopPath(shop, 'tills'), { code, name }),
  addToken: (shop: string, till: string) =>
    read('POST', shopPath(shop, `tills/${encodeURIComponent(till)}/tokens`), newTokenReply),
  revoke: (shop: string, tokenId: string) =>
    done('POST', shopPath(shop, `tokens/${encodeURIComponent(tokenId)}/revoke`)),
};
