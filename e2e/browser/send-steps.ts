import { randomBytes } from "node:crypto";

export interface SentStep {
  readonly name: string;
  /** Milliseconds after the first began. */
  readonly at: number;
  readonly took: number;
  /** The place of the step it was begun by. */
  readonly parent?: number;
  readonly failed?: { readonly type: string; readonly message: string; readonly stack: string };
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Sends the steps of a session as one trace that began so many milliseconds ago, and gives the ids of its spans. */
export async function sendSteps(address: string, session: string, steps: readonly SentStep[], ago = 60_000) {
  const traceId = randomBytes(16).toString("hex");
  const ids = steps.map(() => randomBytes(8).toString("hex"));
  const begun = BigInt(Date.now() - ago) * 1_000_000n;
  const nanos = (millis: number) => String(begun + BigInt(Math.round(millis * 1000)) * 1000n);
  const spans = steps.map(({ name, at, took, parent, failed, attributes }, place) => ({
    ...{ traceId, spanId: ids[place], name, kind: 1 },
    ...(parent !== undefined && { parentSpanId: ids[parent] }),
    ...{ startTimeUnixNano: nanos(at), endTimeUnixNano: nanos(at + took) },
    attributes: pairs({ ...attributes, "session.id": session }),
    status: failed ? { code: 2, message: failed.message } : { code: 0 },
    events: failed
      ? [
          {
            ...{ name: "exception", timeUnixNano: nanos(at + took) },
            attributes: pairs({
              "exception.type": failed.type,
              "exception.message": failed.message,
              "exception.stacktrace": failed.stack,
            }),
          },
        ]
      : [],
  }));
  const resource = { attributes: pairs({ "service.name": "shop" }) };
  const answer = await fetch(`${address}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return { traceId, ids };
}

function pairs(record: SentStep["attributes"]) {
  return Object.entries(record).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
  }));
}
