import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  loginRequest,
  newShopRequest,
  newTillRequest,
  writeCatalogueRequest,
  type AdminTillsReply,
} from '../../../shared/contract/central-admin.ts';
import { fromDecimalString } from '../../../shared/domain/money.ts';
import type { Surroundings } from '../../clock.ts';
import { listAudit, writeAudit } from '../../store/audit.ts';
import type { Db } from '../../store/db.ts';
import { closeSession, openSession, type Session } from '../../store/office.ts';
import { writeProducts } from '../../store/products.ts';
import { ensureShop, ensureTill, listShops, listTills, type Shop } from '../../store/shops.ts';
import { createToken, listTokens, revokeToken } from '../../store/tokens.ts';
import { answer, detail, notFound, throttled, type Answer } from '../answers.ts';
import { pathNumber, readBody } from '../request.ts';
import { queryOf, send } from '../routes.ts';
import type { Throttle } from '../throttle.ts';
import { officeDays, officeOrder, officeOrders, ordersCsv, readListQuery } from './orders.ts';
import { cookieOf, enterOffice, setCookie } from './session.ts';

export type AdminDeps = {
  readonly db: Db;
  readonly surroundings: Surroundings;
  /** Slows down who tries names and passwords, by address. */
  readonly logins: Throttle;
  /** Whether the browser reaches us by HTTPS, so that the cookie is kept to that. */
  readonly secure: boolean;
};

type Call = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session;
  readonly at: number;
};
type ShopCall = Call & { readonly shop: Shop };

const paramOf = (request: FastifyRequest, name: string): string => {
  const { params } = request;
  const entries: [string, unknown][] =
    typeof params === 'object' && params !== null ? Object.entries(params) : [];
  const value = entries.find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
};

async function login(
  { db, surroundings, logins, secure }: AdminDeps,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const seconds = logins.take(request.ip);
  if (seconds > 0) return send(reply, throttled(seconds));
  const body = readBody(loginRequest, request.body);
  if (!body.ok) return send(reply, body.error);
  const opened = await openSession(db, body.value.name, body.value.password, surroundings.now());
  if (opened === null) return send(reply, detail(401, 'Name or password is wrong.'));
  setCookie(reply, opened.cookie, secure);
  const { userName: name, csrf } = opened.session;
  return send(reply, answer(200, { name, csrf }));
}

async function tillsOf(db: Db, shopId: number, now: number): Promise<Answer> {
  const tokens = await listTokens(db, shopId);
  const tills = await listTills(db, shopId);
  return answer(200, {
    now,
    tills: tills.map((till) => ({
      code: till.code,
      name: till.name,
      lastSeenAt: till.lastSeenAt,
      waiting: till.waiting,
      lagMs: till.lagMs,
      tokens: tokens
        .filter((token) => token.tillId === till.tillId)
        .map(({ tokenId, hint, createdAt, revokedAt }) => ({ tokenId, hint, createdAt, revokedAt })),
    })),
  } satisfies AdminTillsReply);
}

async function addShop({ db }: AdminDeps, { request, session, at }: Call): Promise<Answer> {
  const body = readBody(newShopRequest, request.body);
  if (!body.ok) return body.error;
  const shopId = await ensureShop(db, { ...body.value, at });
  const actor = `office:${session.userName}`;
  await writeAudit(db, shopId, {
    at,
    actor,
    action: 'shop-made',
    subject: `shop:${body.value.code}`,
    detail: null,
  });
  return answer(201, body.value);
}

async function addTill({ db }: AdminDeps, { request, session, shop, at }: ShopCall): Promise<Answer> {
  const body = readBody(newTillRequest, request.body);
  if (!body.ok) return body.error;
  const { shopId } = shop;
  const actor = `office:${session.userName}`;
  const subject = `till:${body.value.code}`;
  await db.transaction(async (tx) => {
    await ensureTill(tx, { shopId, ...body.value, at });
    await writeAudit(tx, shopId, { at, actor, action: 'till-made', subject, detail: null });
  });
  return answer(201, body.value);
}

async function addToken(
  { db, surroundings }: AdminDeps,
  { request, session, shop, at }: ShopCall,
): Promise<Answer> {
  const { shopId } = shop;
  const code = paramOf(request, 'till');
  const till = (await listTills(db, shopId)).find((one) => one.code === code);
  if (till === undefined) return notFound();
  const tokenId = surroundings.newId();
  const actor = `office:${session.userName}`;
  const token = await db.transaction(async (tx) => {
    await writeAudit(tx, shopId, {
      at,
      actor,
      action: 'token-made',
      subject: `till:${code}`,
      detail: tokenId,
    });
    return createToken(tx, { shopId, tillId: till.tillId }, { tokenId, at });
  });
  return answer(201, { token });
}

async function endToken({ db }: AdminDeps, { request, session, shop, at }: ShopCall): Promise<Answer> {
  const tokenId = paramOf(request, 'token');
  const { shopId } = shop;
  const actor = `office:${session.userName}`;
  return db.transaction(async (tx) => {
    if (!(await revokeToken(tx, shopId, tokenId, at))) return notFound();
    await writeAudit(tx, shopId, {
      at,
      actor,
      action: 'token-revoked',
      subject: `token:${tokenId}`,
      detail: null,
    });
    return answer(204, undefined);
  });
}

async function writeCatalogue({ db }: AdminDeps, { request, session, shop, at }: ShopCall): Promise<Answer> {
  const body = readBody(writeCatalogueRequest, request.body);
  if (!body.ok) return body.error;
  const rows = body.value.changes.map(({ productId, effectiveFrom, product }) => {
    const price = product === null ? null : fromDecimalString(product.price);
    const content = product === null ? null : JSON.stringify({ ...product, productId });
    return {
      productRef: productId,
      effectiveFrom,
      pricePaise: price?.ok === true ? price.value : null,
      content,
    };
  });
  if (new Set(rows.map(({ productRef }) => productRef)).size !== rows.length) {
    return detail(400, 'A product is named twice.');
  }
  const actor = `office:${session.userName}`;
  const revision = await db.transaction(async (tx) => {
    const written = await writeProducts(tx, shop.shopId, rows, at);
    const subject = `catalogue:${written}`;
    const said = `${rows.length} products`;
    await writeAudit(tx, shop.shopId, { at, actor, action: 'catalogue-written', subject, detail: said });
    return written;
  });
  return answer(201, { revision });
}

async function exportCsv({ db }: AdminDeps, { request, reply, shop }: ShopCall): Promise<FastifyReply> {
  const query = readListQuery(queryOf(request));
  if (!query.ok) return send(reply, query.error);
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="orders-${shop.code}.csv"`)
    .send(ordersCsv(db, shop.shopId, query.value));
}

type Inside = (handle: (call: Call) => Promise<Answer | FastifyReply>) => Handle;
type OfShop = (handle: (call: ShopCall) => Promise<Answer | FastifyReply>) => Handle;
type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Lets a call in that has a session, and finds the shop that its path names. */
function doorOf({ db, surroundings }: AdminDeps): { readonly inside: Inside; readonly ofShop: OfShop } {
  const inside: Inside = (handle) => async (request, reply) => {
    const at = surroundings.now();
    const session = await enterOffice(db, request, at);
    if (!session.ok) return send(reply, session.error);
    const result = await handle({ request, reply, session: session.value, at });
    return 'body' in result ? send(reply, result) : result;
  };
  const ofShop: OfShop = (handle) =>
    inside(async (call) => {
      const code = paramOf(call.request, 'shop');
      const shop = (await listShops(db)).find((one) => one.code === code);
      return shop === undefined ? notFound() : handle({ ...call, shop });
    });
  return { inside, ofShop };
}

/** The calls of the admin page. A session opens them, never a till's token; all of them are audited that change anything. */
export function addAdminRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const { db } = deps;
  const { inside, ofShop } = doorOf(deps);
  app.post('/admin/api/login', (request, reply) => login(deps, request, reply));
  app.post('/admin/api/logout', async (request, reply) => {
    const cookie = cookieOf(request);
    if (cookie !== null) await closeSession(db, cookie);
    setCookie(reply, '', deps.secure);
    return send(reply, answer(204, undefined));
  });
  const me = inside(async ({ session: { userName: name, csrf } }) => answer(200, { name, csrf }));
  app.get('/admin/api/me', me);
  const shops = inside(async () => {
    const all = await listShops(db);
    return answer(200, { shops: all.map(({ code, name }) => ({ code, name })) });
  });
  app.get('/admin/api/shops', shops);
  app.post(
    '/admin/api/shops',
    inside((call) => addShop(deps, call)),
  );
  addShopRoutes(app, deps, ofShop);
}

function addShopRoutes(app: FastifyInstance, deps: AdminDeps, ofShop: OfShop): void {
  const { db } = deps;
  const shop = '/admin/api/shops/:shop';
  const orders = ofShop(async ({ request, shop: { shopId } }) => {
    const query = readListQuery(queryOf(request));
    return query.ok ? officeOrders(db, shopId, query.value) : query.error;
  });
  const order = ofShop(({ request, shop: { shopId } }) =>
    officeOrder(db, shopId, pathNumber(paramOf(request, 'id'))),
  );
  const tills = ofShop(({ shop: { shopId }, at }) => tillsOf(db, shopId, at));
  const csv = ofShop((call) => exportCsv(deps, call));
  app.get(`${shop}/orders`, orders);
  app.get(`${shop}/orders.csv`, csv);
  const days = ofShop(async ({ request, shop: { shopId } }) => {
    const query = readListQuery(queryOf(request));
    return query.ok ? officeDays(db, shopId, query.value) : query.error;
  });
  const audit = ofShop(async ({ shop: { shopId } }) =>
    answer(200, { entries: await listAudit(db, shopId, 200) }),
  );
  app.get(`${shop}/days`, days);
  app.get(`${shop}/audit`, audit);
  app.get(`${shop}/orders/:id`, order);
  app.get(`${shop}/tills`, tills);
  const makeTill = ofShop((call) => addTill(deps, call));
  const makeToken = ofShop((call) => addToken(deps, call));
  const revoke = ofShop((call) => endToken(deps, call));
  const catalogue = ofShop((call) => writeCatalogue(deps, call));
  app.post(`${shop}/tills`, makeTill);
  app.post(`${shop}/tills/:till/tokens`, makeToken);
  app.post(`${shop}/tokens/:token/revoke`, revoke);
  app.post(`${shop}/catalogue`, { bodyLimit: 16 * 1024 * 1024 }, catalogue);
}
