import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { arch, hostname, platform, release } from "node:os";
import { dirname, join, sep } from "node:path";
import type { Attributes } from "@opentelemetry/api";
import { SDK_INFO } from "@opentelemetry/core";
import type { Settings } from "./settings/read-settings.ts";
import { scope, version } from "./version.ts";

/** What is said of the process with everything that it sends. What its author says goes over what is found out. */
export function hostAttributes(settings: Settings, entry = entryOf(process.argv[1])): Attributes {
  const { resource, environment, projectId, tags } = settings;
  const found = packageAbove(entry);
  const serviceVersion = settings.serviceVersion ?? resource["service.version"] ?? found?.version;
  return {
    ...SDK_INFO,
    "telemetry.distro.name": "spanwise",
    "telemetry.distro.version": version,
    "library.name": scope,
    "library.version": version,
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
    "os.type": osTypes.get(platform()) ?? platform(),
    "os.version": release(),
    "host.arch": archs.get(arch()) ?? arch(),
    "host.name": hashOf(hostname()),
    ...resource,
    "service.name": settings.serviceName ?? resource["service.name"] ?? found?.name ?? "unknown_service:node",
    ...(serviceVersion !== undefined && { "service.version": serviceVersion }),
    ...(environment !== undefined && { "deployment.environment.name": environment }),
    ...(projectId !== undefined && { "spanwise.project.id": projectId }),
    ...(tags.length > 0 && { "spanwise.tags": [...tags] }),
  };
}

const osTypes = new Map<string, string>([
  ["win32", "windows"],
  ["sunos", "solaris"],
]);
const archs = new Map<string, string>([
  ["x64", "amd64"],
  ["ia32", "x86"],
  ["arm", "arm32"],
]);

/** The same for the same machine, and no way back to its name but to guess it. */
function hashOf(name: string): string {
  return createHash("sha256").update(`spanwise host ${name}`).digest("hex").slice(0, 16);
}

/** A program that a tool runs from its own package is looked for where it was started. */
function entryOf(script: string | undefined): string {
  return script === undefined || script.split(sep).includes("node_modules") ? process.cwd() : dirname(script);
}

interface Package {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

const mostFolders = 12;

function packageAbove(folder: string): Package | undefined {
  let at = folder;
  for (let left = mostFolders; left > 0; left -= 1) {
    const found = packageIn(at);
    if (found?.name !== undefined) return found;
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
  }
  return undefined;
}

function packageIn(folder: string): Package | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { name: textOf(name), version: textOf(version) };
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
