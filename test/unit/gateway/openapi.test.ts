import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gatewayPaths } from '../../../shared/contract/gateway.ts';
import { pictureOf } from '../../../electron/training/emulator/picture.ts';
import { createBench, startAndWait } from '../../support/gateway-bench.ts';
import { gatewayOpenApi, gatewayOpenApiText } from '../../support/gateway-openapi.ts';
import { rupaySubject } from '../../support/gateway-subject.ts';
import { readRepositoryFile } from '../../support/repository.ts';

const document = JSON.parse(gatewayOpenApiText()) as {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, z.core.JSONSchema.JSONSchema>> };
};

/** Whatever a JSON pointer of the document leads to. */
function follow(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (Object(at) as Readonly<Record<string, unknown>>)[key], document);
}

describe('the gateway protocol as OpenAPI', () => {
  test('is what the schemas say; after a change: node test/commands/openapi.ts, then the formatter', () => {
    expect(JSON.parse(readRepositoryFile('docs/gateway-protocol.openapi.json'))).toEqual(document);
  });

  test('names every call of the protocol', () => {
    const given = Object.values(gatewayPaths).map((path) =>
      typeof path === 'string' ? path : decodeURIComponent(path('{id}', null)),
    );
    const named = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/, '{id}'));
    expect(named.toSorted()).toEqual(given.toSorted());
  });

  test('has no reference that leads nowhere and no operation without an answer', () => {
    const references = [...gatewayOpenApiText().matchAll(/"\$ref": "([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => follow(reference) === undefined)).toEqual([]);
    expect(gatewayOpenApi()).toMatchObject({ openapi: '3.1.0' });
  });

  test('leaves no field without a type', () => {
    const untyped = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      Object.entries(schema.properties ?? {})
        .filter(([, property]) => typeof property === 'object' && Object.keys(property).length === 0)
        .map(([field]) => `${name}.${field}`),
    );
    expect(untyped).toEqual([]);
  });
});

describe('what the emulator says', () => {
  const bench = createBench(rupaySubject);
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  test.each(['approve', 'decline-51', 'cancel-wins', 'partial'])(
    'of %s fits the document',
    async (scenario) => {
      const schema = document.components.schemas['Transaction'] ?? {};
      const ref = await startAndWait(bench, scenario);
      await bench.running.gateway.status(ref);
      for (const held of bench.running.control.transactions()) {
        const picture = pictureOf(held, bench.running.gateway.merchantId, 7, bench.running.clock.now());
        expect(z.fromJSONSchema(schema).safeParse(picture).success).toBe(true);
        expect(z.fromJSONSchema(schema).safeParse({ ...picture, amountPaise: 1.5 }).success).toBe(false);
      }
    },
  );
});
