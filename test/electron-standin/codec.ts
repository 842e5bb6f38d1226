/**
 * A tagged text form of what structured cloning carries between processes: shared and circular references, undefined, BigInt,
 * Date, RegExp, Map, Set, errors, ArrayBuffer and its views. Used by main and, as text, inside pages.
 */
type Node =
  | readonly ['p', string | number | boolean | null]
  | readonly ['u']
  | readonly ['n', string]
  | readonly ['b', string]
  | readonly ['d', number]
  | readonly ['r', string, string]
  | readonly ['a', readonly number[]]
  | readonly ['o', readonly (readonly [string, number])[]]
  | readonly ['m', readonly (readonly [number, number])[]]
  | readonly ['s', readonly number[]]
  | readonly ['e', string, string, string]
  | readonly ['x', string, string];

const viewTypes = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;

function bytesToText(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}

function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function refuse(value: unknown): never {
  const what = Object.prototype.toString.call(value);
  throw new Error(`An object could not be cloned. (${what})`);
}

function encodePrimitive(value: unknown): Node | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return ['p', value];
  if (value === undefined) return ['u'];
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? ['p', value]
      : ['n', Object.is(value, -0) ? '-0' : String(value)];
  }
  if (typeof value === 'bigint') return ['b', String(value)];
  if (typeof value === 'function' || typeof value === 'symbol') return refuse(value);
  return undefined;
}

function encodeLeaf(value: object): Node | undefined {
  if (value instanceof Date) return ['d', value.getTime()];
  if (value instanceof RegExp) return ['r', value.source, value.flags];
  if (value instanceof Error) return ['e', value.name, value.message, value.stack ?? ''];
  if (value instanceof ArrayBuffer) return ['x', 'ArrayBuffer', bytesToText(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    const type = viewTypes.find((candidate) => value instanceof candidate);
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return ['x', type?.name ?? 'Uint8Array', bytesToText(bytes)];
  }
  const kind = Object.prototype.toString.call(value);
  const isDom = typeof EventTarget === 'function' && value instanceof EventTarget;
  if (isDom || kind === '[object Promise]' || kind === '[object WeakMap]' || kind === '[object WeakSet]')
    return refuse(value);
  return undefined;
}

/** Turns a value into text; throws "An object could not be cloned." for functions, symbols, promises and DOM objects. */
export function encode(root: unknown): string {
  const nodes: Node[] = [];
  const places = new Map<object, number>();
  const put = (value: unknown): number => {
    if (typeof value === 'object' && value !== null) {
      const known = places.get(value);
      if (known !== undefined) return known;
    }
    const place = nodes.length;
    nodes.push(['u']);
    const primitive = encodePrimitive(value);
    if (primitive) nodes[place] = primitive;
    else if (typeof value === 'object' && value !== null) {
      places.set(value, place);
      nodes[place] = encodeLeaf(value) ?? encodeTree(value, put);
    }
    return place;
  };
  put(root);
  return JSON.stringify(nodes);
}

function encodeTree(value: object, put: (child: unknown) => number): Node {
  if (Array.isArray(value)) return ['a', Array.from(value, put)];
  if (value instanceof Map) return ['m', Array.from(value, ([key, item]) => [put(key), put(item)] as const)];
  if (value instanceof Set) return ['s', Array.from(value, put)];
  return ['o', Object.entries(value).map(([key, item]) => [key, put(item)] as const)];
}

function decodeLeaf(node: Node): unknown {
  switch (node[0]) {
    case 'p':
      return node[1];
    case 'n':
      return Number(node[1]);
    case 'b':
      return BigInt(node[1]);
    case 'd':
      return new Date(node[1]);
    case 'r':
      return new RegExp(node[1], node[2]);
    case 'e':
      return decodeError(node[1], node[2], node[3]);
    case 'x':
      return decodeBytes(node[1], textToBytes(node[2]));
    default:
      return undefined;
  }
}

function decodeError(name: string, message: string, stack: string): Error {
  const types = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  const type = types.find((candidate) => candidate.name === name) ?? Error;
  const error = new type(message);
  Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
  return error;
}

function decodeBytes(name: string, bytes: Uint8Array<ArrayBuffer>): unknown {
  const type = viewTypes.find((candidate) => candidate.name === name);
  return type ? Reflect.construct(type, [bytes.buffer]) : bytes.buffer;
}

/** The value that `encode` made the text from. */
export function decode(text: string): unknown {
  const nodes = JSON.parse(text) as readonly Node[];
  const values = new Map<number, unknown>();
  const get = (place: number): unknown => {
    if (values.has(place)) return values.get(place);
    const node = nodes[place] ?? (['u'] as const);
    const value =
      node[0] === 'a'
        ? []
        : node[0] === 'o'
          ? {}
          : node[0] === 'm'
            ? new Map()
            : node[0] === 's'
              ? new Set()
              : decodeLeaf(node);
    values.set(place, value);
    fillTree(node, value, get);
    return value;
  };
  return get(0);
}

function fillTree(node: Node, value: unknown, get: (place: number) => unknown): void {
  if (node[0] === 'a' && Array.isArray(value)) value.push(...node[1].map(get));
  if (node[0] === 'm' && value instanceof Map)
    for (const [key, item] of node[1]) value.set(get(key), get(item));
  if (node[0] === 's' && value instanceof Set) for (const item of node[1]) value.add(get(item));
  if (node[0] === 'o' && typeof value === 'object' && value !== null) {
    for (const [key, item] of node[1]) {
      Object.defineProperty(value, key, {
        value: get(item),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
}
