import { expect, test } from "vitest";
import { bytesWords } from "./bytes-words.ts";

test("bytes in the largest unit of which they are whole", () => {
  expect([512, 1024, 1500, 2_097_152, 67_108_864, 0].map(bytesWords)).toEqual([
    "512 bytes",
    "1 KB",
    "1,500 bytes",
    "2 MB",
    "64 MB",
    "0 bytes",
  ]);
});
