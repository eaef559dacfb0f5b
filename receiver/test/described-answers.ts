import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";

type Json = Readonly<Record<string, unknown>>;

export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

const id = "https://spanwise.test/answers";

/**
 * Compares answers with what a document says of them, and more strictly than it does: a field that is not described is a
 * fault too. Answers what is wrong, or nothing.
 */
export function answerChecker({ paths, components }: Described) {
  const answers = Object.values(paths)
    .flatMap(Object.values<Operation>)
    .flatMap(({ operationId, responses }) =>
      Object.entries(responses).map(([status, { content }]) => {
        const { schema } = content?.["application/json"] ?? {};
        return [`${operationId}.${status}`, schema] as const;
      }),
    )
    .filter(([, schema]) => schema !== undefined);
  const named = Object.entries(components.schemas);
  registerSchema(
    {
      $id: id,
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $defs: Object.fromEntries([
        ...answers.map(([name, schema]) => [name, closed(schema)]),
        ...named.map(([name, schema]) => [`closed.${name}`, closed(schema)]),
        ...named.map(([name, schema]) => [`open.${name}`, open(schema)]),
      ]),
    },
    id,
  );
  const known = new Set<string>(answers.map(([name]) => name));
  return async (operationId: string, status: number, answer: unknown): Promise<unknown> => {
    const name = `${operationId}.${status}`;
    if (!known.has(name)) return `the document tells no answer ${name}`;
    const output = await validate(`${id}#/$defs/${name}`, answer as never, "BASIC");
    return output.valid ? undefined : output;
  };
}

/** Nothing but what it describes. What is said in several parts is closed around all of them. */
function closed(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  const told = open(schema) as Json;
  if ("$ref" in told) return { ...told, $ref: String(told.$ref).replace("/open.", "/closed.") };
  const says = "properties" in schema || "allOf" in schema;
  return says && !("additionalProperties" in schema) ? { ...told, unevaluatedProperties: false } : told;
}

/** The schema may be a part of another; what it holds may not. */
function open(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isSchema(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === "$ref") return [keyword, String(value).replace("#/components/schemas/", "#/$defs/open.")];
      if (keyword === "allOf") return [keyword, (value as unknown[]).map(open)];
      if (keyword === "properties") return [keyword, mapValues(value as Json, closed)];
      if (["anyOf", "oneOf"].includes(keyword)) return [keyword, (value as unknown[]).map(closed)];
      return [keyword, ["items", "additionalProperties", "prefixItems"].includes(keyword) ? inside(value) : value];
    }),
  );
}

const inside = (value: unknown) => (Array.isArray(value) ? value.map(closed) : closed(value));
const isSchema = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapValues = (record: Json, make: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
