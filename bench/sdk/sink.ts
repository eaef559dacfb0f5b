import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { messages } from "../../sdk/test/protobuf.ts";

/** Takes every export, and counts the spans in it when asked, when nothing is measured. */
export async function openCountingSink() {
  let bodies: { readonly body: Buffer; readonly encoding: string | undefined; readonly type: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // The subject was given up.
    }
    const { "content-encoding": encoding, "content-type": type = "" } = request.headers;
    if (request.url?.includes("trace")) bodies.push({ body: Buffer.concat(chunks), encoding, type });
    response.writeHead(200, { "content-type": type }).end(type.includes("json") ? "{}" : undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Since it was asked last. */
    takeCount(): number {
      const count = bodies.reduce((sum, each) => sum + spansIn(decompress(each.body, each.encoding), each.type), 0);
      bodies = [];
      return count;
    },
    close: () => server.close().closeAllConnections(),
  };
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "gzip") return gunzipSync(body);
  return encoding === "zstd" ? zstdDecompressSync(body) : body;
}

function spansIn(body: Buffer, type: string): number {
  if (!type.includes("json")) return messages(body, 1, 2, 2).length;
  const { resourceSpans = [] } = JSON.parse(String(body)) as {
    readonly resourceSpans?: readonly { readonly scopeSpans: readonly { readonly spans: readonly unknown[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)).length;
}
