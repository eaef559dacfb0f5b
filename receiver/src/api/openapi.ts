import type { OpenAPIHono } from "@hono/zod-openapi";

type Document = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type PathItem = NonNullable<Document["paths"]>[string];
type Operation = NonNullable<PathItem["get"]>;
type Parameter = NonNullable<Operation["parameters"]>[number];

const head: Parameters<OpenAPIHono["getOpenAPI31Document"]>[0] = {
  openapi: "3.1.0",
  info: {
    title: "Spanwise",
    version: "0.1.0",
    description:
      "Times are strings of Unix nanoseconds, ids lower-case hex, money a decimal string in US dollars, absent is null. " +
      "Pages go on with nextCursor. A parameter that is not named here is refused.",
    license: { name: "MIT" },
  },
  servers: [{ url: "/" }],
  security: [{ bearer: [] }, { key: [] }, {}],
};

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", description: "The key of a project; none is asked for on this machine" },
  key: { type: "apiKey", in: "header", name: "x-api-key" },
} as const;

const methods = ["get", "put", "post"] as const;

/** The routes as they stand, and what holds for all of them. */
export function describeApi(api: OpenAPIHono): Document {
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    api.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
  }
  const document = api.getOpenAPI31Document(head);
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [path, describePath(path, item)]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function describePath(path: string, item: PathItem): PathItem {
  const told = methods.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [[method, describeOperation(path, method, operation)] as const];
  });
  return { ...item, ...Object.fromEntries(told) };
}

function describeOperation(path: string, method: string, operation: Operation): Operation {
  const parameters = operation.parameters ?? [];
  return {
    ...operation,
    operationId: operationId(path, method),
    parameters: [...parameters, ...keyedParameters(path, parameters)],
    responses: { ...operation.responses, 401: refusal("A key is needed, or this one is not known") },
  };
}

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
});

/** `getTracesByTraceIdLogs`: it stays as long as the address does. */
function operationId(path: string, method: string): string {
  const words = path.split(/[/-]/).filter((word) => !["", "api", "{project}"].includes(word));
  const own = words.length > 1 ? words.slice(1) : words;
  return (
    method +
    own
      .map((word) => word.replace(/^\{(\w)/, (_, first) => `By${first.toUpperCase()}`))
      .map(capital)
      .join("")
  );
}

const capital = (word: string) => (word.charAt(0).toUpperCase() + word.slice(1)).replace("}", "");

/** What has a service has attributes; these alone are narrowed by a service and have none. */
const withoutAttributes: ReadonlySet<string> = new Set([
  "/api/projects/{project}/findings",
  "/api/projects/{project}/reconcile",
]);

function keyedParameters(path: string, parameters: readonly Parameter[]): Parameter[] {
  const names = new Set(parameters.map((parameter) => ("name" in parameter ? parameter.name : "")));
  const hasAttributes = names.has("service") && !withoutAttributes.has(path);
  return [
    ...(hasAttributes ? [keyed("attributes", "attr.", "An attribute of a span, or of the resource it came from")] : []),
    ...(names.has("bot") ? [keyed("metadata", "meta.", "A note in a session's metadata, or beside a span of it")] : []),
  ];
}

/** Parameters whose names are the caller's: an object that is written out as `attr.a=1&attr.b=2`. */
const keyed = (name: string, prefix: string, description: string): Parameter => ({
  name,
  in: "query",
  description: `${prefix}<key>=<value>: ${description}`,
  style: "form",
  explode: true,
  schema: {
    type: "object",
    propertyNames: { pattern: `^${prefix.replace(".", "\\.")}` },
    additionalProperties: { type: "string" },
  },
  example: { [`${prefix}tenant`]: "acme" },
});
