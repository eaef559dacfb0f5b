import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runChild } from "./child.ts";
import { collectorConfig, collectorProgram } from "./collector/collector.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Service {
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

const compose = parse(read("docker-compose.yml")) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.values(compose.services);

test("every port is bound to this machine", () => {
  const ports = services.flatMap((service) => service.ports ?? []);
  expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  expect(new Set(ports).size).toBe(ports.length);
});

test("no secret has a default, and .env.example names each", () => {
  const values = services.flatMap((service) => Object.values(service.environment ?? {}));
  const asked = values.join(" ").match(/\$\{[^}]+\}/g) ?? [];
  const names = asked.map((word) => /^\$\{([A-Z_]+):\?/.exec(word)?.[1]);
  const offered = read(".env.example").match(/^[A-Z_]+(?==$)/gm) ?? [];
  expect([...new Set(names)].sort()).toEqual([...offered].sort());
});

test("every volume and every service that is named exists", () => {
  const sources = services.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(":")[0] ?? "");
  const files = sources.filter((source) => source.startsWith("./"));
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(sources.filter((source) => !source.startsWith("./")).sort()).toEqual(Object.keys(compose.volumes).sort());
  const needed = services.flatMap((service) => Object.keys(service.depends_on ?? {}));
  expect(needed.filter((name) => !Object.hasOwn(compose.services, name))).toEqual([]);
});

test("the collector of compose is the one that these tests build, and takes its configuration as it stands", async () => {
  const built = /otlpreceiver v(\S+)/.exec(read("e2e/collector/builder.yaml"))?.[1];
  expect(compose.services.collector?.image?.split(":")[1]).toBe(built);
  const environment = { SPANWISE_ENDPOINT: "http://spanwise:4318", SPANWISE_API_KEY: "key" };
  await runChild({ program: collectorProgram, words: ["validate", `--config=${collectorConfig}`], environment });
});
