import { once } from "node:events";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";

export interface WholeAnswer {
  readonly status: number;
  readonly etag: string | undefined;
  /** As it came over the wire: still compressed. */
  readonly body: Buffer;
}

export async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<WholeAnswer> {
  const asked = request(url, { headers }).end();
  const [response] = await once(asked, "response");
  const body = await buffer(response);
  if (response.statusCode >= 400) throw new Error(`${url} answered ${response.statusCode}: ${body.subarray(0, 300)}`);
  return { status: response.statusCode, etag: response.headers.etag, body };
}
