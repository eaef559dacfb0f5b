import { closeSync, openSync, readSync, writeSync } from "node:fs";
import type { Load } from "./workloads/workload.ts";

/** A file of loads: for each the length of the body and the number of spans, 32 bits little-endian, then the body. */
export function writeFrames(path: string, loads: Iterable<Load>): void {
  const file = openSync(path, "w");
  const head = Buffer.alloc(8);
  for (const { body, spans } of loads) {
    head.writeUInt32LE(body.length, 0);
    head.writeUInt32LE(spans, 4);
    writeSync(file, head);
    writeSync(file, body);
  }
  closeSync(file);
}

export function* readFrames(path: string): Generator<Load> {
  const file = openSync(path, "r");
  const head = Buffer.alloc(8);
  while (readSync(file, head) === 8) {
    const body = Buffer.alloc(head.readUInt32LE(0));
    if (readSync(file, body) !== body.length) throw new Error(`${path} is cut off`);
    yield { body, spans: head.readUInt32LE(4) };
  }
  closeSync(file);
}
