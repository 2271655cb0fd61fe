/** As much of an OpenAPI schema as this project's documentation uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

export type Schemas = Readonly<Record<string, Schema>>;

/**
 * Where a value differs from a schema, as sentences; none when it fits. Stricter than the standard: a field that the
 * schema does not name is a difference.
 */
export function differences(value: unknown, schema: Schema, schemas: Schemas, at = ''): string[] {
  if (value === null) return schema.nullable === true || schema.enum?.includes(null) ? [] : [`${at || '/'} is null.`];
  const resolved = resolve(schema, schemas);
  if (resolved.enum && !resolved.enum.includes(value))
    return [`${at} is ${JSON.stringify(value)}, not one of its enum.`];
  switch (resolved.type ?? 'none') {
    case 'object':
      return objectDifferences(value, resolved, schemas, at);
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no list.`];
      return value.flatMap((item, index) => differences(item, resolved.items ?? {}, schemas, `${at}/${index}`));
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no whole number.`];
    case 'string':
    case 'boolean':
      return typeof value === resolved.type ? [] : [`${at} is a ${typeof value}, not a ${resolved.type}.`];
    default:
      return [`${at} has a schema without a known type: ${JSON.stringify(schema)}.`];
  }
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (ref === undefined) return schema;
  const found = schemas[ref.replace('#/components/schemas/', '')];
  if (found === undefined) throw new Error(`The document lacks ${ref}.`);
  return found;
}

function objectDifferences(value: unknown, schema: Schema, schemas: Schemas, at: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object.`];
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}/${name} is missing.`),
    ...Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
      const known = properties[name];
      if (known) return differences(part, known, schemas, `${at}/${name}`);
      if (additionalProperties === true) return [];
      if (typeof additionalProperties === 'object') {
        return differences(part, additionalProperties, schemas, `${at}/${name}`);
      }
      return [`${at}/${name} is not in the schema.`];
    }),
  ];
}
