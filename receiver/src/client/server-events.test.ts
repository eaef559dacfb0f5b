import { expect, test } from "vitest";
import { type ServerEvent, serverEvents } from "./server-events.ts";

async function heard(...pieces: readonly (string | Uint8Array)[]): Promise<ServerEvent[]> {
  async function* body() {
    for (const piece of pieces) yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
  }
  return Array.fromAsync(serverEvents(body()));
}

test("events are whole, however they arrive", async () => {
  const text =
    'retry: 1000\nid: 1\n\nevent: span\ndata: {"a":"注"}\nid: 2\n\n: still here\nid: 3\n\nevent: span\ndata: cut o';
  const told = [
    { event: "", id: "1", data: "", retry: 1000 },
    { event: "span", id: "2", data: '{"a":"注"}', retry: null },
    { event: "", id: "3", data: "", retry: null },
  ];
  expect(await heard(text)).toEqual(told);
  expect(await heard(...Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte)))).toEqual(told);
});

test("lines of data are one text, and fields of no meaning nothing", async () => {
  expect(await heard("data: a\ndata:b\ndata\nwhat: ever\nretry: soon\n\n")).toEqual([
    { event: "", id: "", data: "a\nb\n", retry: null },
  ]);
});
