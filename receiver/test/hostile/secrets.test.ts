import { afterAll, beforeAll, expect, test } from "vitest";
import { decodedIn, key, secretRequests, signals, words } from "../sent-secrets.ts";
import { spanId, start, traceId } from "../sent-spans.ts";
import type { Tenant } from "../tenant.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let whole: WholeReceiver;
beforeAll(async () => {
  whole = await wholeReceiver();
});
afterAll(() => whole.cleanup());

test.each(doors)("row 77: secrets sent by %s are told as removed, and can be read nowhere", async (door) => {
  const tenant = whole.tenant();
  for (const signal of signals) {
    const told = await tenant.send(door, signal, secretRequests[signal]);
    expect(told).toMatchObject({
      status: 200,
      message: expect.stringMatching(/\d+ secrets were redacted before storage/),
    });
  }
  await whole.settled();
  const read = JSON.stringify(await everything(tenant));
  expect(words.filter((word) => read.includes(word))).toEqual([]);
  expect(read).toContain("[redacted:provider-key]");
  expect(copiesOf(await tenant.rejected())).toContain("[redacted:provider-key]");
  expect(words.filter((word) => `${decodedIn(read)}${decodedIn(decodedIn(read))}`.includes(word))).toEqual([]);
});

test("row 77: the same in JSON", async () => {
  const tenant = whole.tenant();
  const values = [
    { key: "authorization", value: { stringValue: "hush-hush" } },
    { key: "note", value: { stringValue: `\u00e9 ${key}` } },
  ];
  const item = {
    traceId,
    spanId,
    name: key,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start),
    attributes: values,
  };
  const told = await tenant.json("traces", {
    resourceSpans: [{ scopeSpans: [{ spans: [item, { ...item, spanId: "" }] }] }],
  });
  expect(told.message).toMatch(/6 secrets were redacted/);
  const { attributes: kept, name } = await tenant.span(traceId, spanId);
  expect({ name, ...kept }).toEqual({
    name: "[redacted:provider-key]",
    authorization: "[redacted:authorization]",
    note: "é [redacted:provider-key]",
  });
  expect(copiesOf(await tenant.rejected())).toContain("[redacted:authorization]");
});

async function everything(tenant: Tenant): Promise<unknown> {
  const [trace, span, logs, rejected] = await Promise.all([
    tenant.get(`/traces/${traceId}`),
    tenant.get(`/spans/${traceId}/${spanId}`),
    tenant.get("/logs"),
    tenant.rejected(),
  ]);
  return { trace, span, logs, rejected };
}

const copiesOf = (rejected: readonly { copy: string }[]) => {
  const copies = rejected.map(({ copy }) => copy).join(" ");
  return `${decodedIn(copies)}${decodedIn(decodedIn(copies))}`;
};
