import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hostAttributes } from "./host.ts";
import type { Options } from "./options.ts";
import { type Environment, readSettings } from "./settings/read-settings.ts";
import { version } from "./version.ts";

const folder = mkdtempSync(join(tmpdir(), "spanwise-host-"));
mkdirSync(join(folder, "src/deep"), { recursive: true });
writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "my-bot", version: "1.2.3" }));
writeFileSync(join(folder, "src/package.json"), JSON.stringify({ type: "module" }));

afterAll(() => rmSync(folder, { recursive: true }));

const of = (options: Options, environment: Environment = {}, entry = join(folder, "src/deep")) =>
  hostAttributes(readSettings(options, environment).settings, entry);

test("tells what runs where, and not on whose machine", () => {
  expect(of({ environment: "staging", tags: ["eu"], projectId: "p-1" })).toEqual({
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.sdk.language": "nodejs",
    "telemetry.sdk.version": expect.stringMatching(/^3\./),
    "telemetry.distro.name": "spanwise",
    "telemetry.distro.version": version,
    "library.name": "@spanwise/sdk",
    "library.version": version,
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
    "os.type": "linux",
    "os.version": expect.stringMatching(/^\d/),
    "host.arch": expect.stringMatching(/^(amd64|arm64)$/),
    "host.name": expect.stringMatching(/^[0-9a-f]{16}$/),
    "service.name": "my-bot",
    "service.version": "1.2.3",
    "deployment.environment.name": "staging",
    "spanwise.project.id": "p-1",
    "spanwise.tags": ["eu"],
  });
});

test("what the author says goes over what was found", () => {
  const environment = { OTEL_RESOURCE_ATTRIBUTES: "service.name=theirs,service.version=9,host.name=mine,team=a" };
  expect(of({}, environment)).toMatchObject({
    "service.name": "theirs",
    "service.version": "9",
    "host.name": "mine",
    team: "a",
  });
  expect(of({ serviceName: "told", serviceVersion: "2" }, environment)).toMatchObject({
    "service.name": "told",
    "service.version": "2",
  });
});

test("a program without a package has a name, too", () => {
  const { "service.name": name, "service.version": found } = of({}, {}, tmpdir());
  expect([name, found]).toEqual(["unknown_service:node", undefined]);
});

test("the version that is told is the package's", () => {
  expect(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version).toBe(version);
});
