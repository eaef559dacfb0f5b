import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

export interface SentrySink {
  readonly dsn: string;
  /** What was sent, without ids and times, in an order of its own. */
  told(): readonly unknown[];
  stop(): Promise<void>;
}

/** What an envelope holds, as far as it stays from run to run. */
interface Item {
  readonly items?: readonly SentSpan[];
  readonly exception?: { readonly values: readonly { readonly type: string; readonly value: string }[] };
  readonly breadcrumbs?: readonly { readonly category?: string; readonly message?: string }[];
  readonly sdk?: { readonly integrations?: readonly string[] };
}

interface SentSpan {
  readonly name: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly status: string;
  readonly attributes: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Where Sentry's envelopes come to. https://develop.sentry.dev/sdk/data-model/envelopes/ */
export async function startSentrySink(): Promise<SentrySink> {
  const items: Item[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const body = Buffer.concat(chunks);
    const isPacked = request.headers["content-encoding"] === "gzip";
    items.push(...itemsOf(String(isPacked ? await promisify(gunzip)(body) : body)));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    dsn: `http://key@127.0.0.1:${port}/1`,
    told: () => lasting(items),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Its header, then of each item a header and what it is of. */
function itemsOf(envelope: string): Item[] {
  const lines = envelope.split("\n").filter((line) => line !== "");
  return lines.slice(1).map((line) => JSON.parse(line) as Item);
}

function lasting(items: readonly Item[]): readonly unknown[] {
  const spans = items.flatMap((item) => item.items ?? []);
  const names = new Map(spans.map(({ span_id, name }) => [span_id, name]));
  const told = spans.map(({ name, parent_span_id: above = "", status, attributes }) => {
    const { "sentry.op": op, "sentry.origin": origin } = attributes;
    return [name, op?.value, origin?.value, status, names.get(above) ?? null, Object.keys(attributes).sort()];
  });
  const errors = items.flatMap(({ exception, breadcrumbs = [], sdk }) =>
    exception
      ? [
          [
            exception.values.map(({ type, value }) => [type, value]),
            breadcrumbs.map(({ category, message }) => [category, message]),
            sdk?.integrations,
          ],
        ]
      : [],
  );
  return [...told, ...errors].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
