import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Request } from "./requests.ts";

export interface Target {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
}

/** `answer` is the Export…ServiceResponse in protobuf: empty when all was accepted. */
export type Sent = (request: Request, answer: Uint8Array) => void;

/** Nothing answers at the endpoint. */
export class NobodyThere extends Error {}

/** The endpoint answers, but does not take what is sent. */
export class Refused extends Error {}

/** How many requests are on their way at once. */
const LANES = 4;
const LONGEST_TROUBLE_MILLIS = 60_000;

/** Sends all, a few at a time, and tells after each. An overloaded endpoint is given the time it asks for. */
export async function sendAll(target: Target, requests: Iterable<Request>, sent: Sent): Promise<void> {
  const rest = requests[Symbol.iterator]();
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      sent(next.value, await send(target, next.value));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function send(target: Target, request: Request): Promise<Uint8Array> {
  const body = target.gzip ? gzipSync(request.body, { level: 1 }) : request.body;
  const patience = performance.now() + LONGEST_TROUBLE_MILLIS;
  for (;;) {
    const response = await post(target, request, body);
    const said = Buffer.from(await response.arrayBuffer());
    if (response.ok) return said;
    if (![429, 502, 503, 504].includes(response.status) || performance.now() > patience) {
      throw new Refused(`${response.status} for ${request.items} ${request.signal}: ${readable(said)}`);
    }
    await wait(Number(response.headers.get("retry-after") ?? 1) * 1000);
  }
}

async function post(target: Target, request: Request, body: Uint8Array): Promise<Response> {
  try {
    return await fetch(`${target.endpoint}/v1/${request.signal}`, {
      method: "POST",
      body: body as Uint8Array<ArrayBuffer>,
      headers: {
        "content-type": "application/x-protobuf",
        "user-agent": "spanwise-demo",
        ...(target.gzip && { "content-encoding": "gzip" }),
        ...target.headers,
      },
    });
  } catch (cause) {
    throw new NobodyThere(`nothing answers at ${target.endpoint}`, { cause });
  }
}

/** The message of a google.rpc.Status, without decoding it: what can be read of its bytes. */
function readable(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[^\x20-\x7e]+/g, " ")
    .trim()
    .slice(0, 300);
}
