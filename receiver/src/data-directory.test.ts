import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdDataDirectory } from "./data-directory.ts";

const freshFolder = () => join(mkdtempSync(join(tmpdir(), "spanwise-data-")), "data");

test("a data directory has one holder, and is free again once that is gone, however rudely", async () => {
  const path = freshFolder();
  const module = JSON.stringify(new URL("data-directory.ts", import.meta.url).href);
  const program = `const { holdDataDirectory } = await import(${module});
    globalThis.held = holdDataDirectory(${JSON.stringify(path)}); console.log("held"); setInterval(() => {}, 1000)`;
  const other = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(other.stdout, "data");
  expect(() => holdDataDirectory(path)).toThrow(
    `The data directory ${path} is in use by another Spanwise; stop that one, or set SPANWISE_DATA_DIR.`,
  );
  other.kill("SIGKILL");
  await once(other, "exit");
  holdDataDirectory(path).release();
  holdDataDirectory(path).release();
});

test("a path that cannot be a folder is a sentence", () => {
  const path = freshFolder();
  writeFileSync(path, "");
  expect(() => holdDataDirectory(join(path, "x"))).toThrow(/^The data directory .* cannot be used \(ENOTDIR/);
});
