import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { Request } from "./recording-server.ts";

const repository = join(import.meta.dirname, "../..");
const toldOfTheMachine =
  /^(host|os|process|system|cpu|memory)\.(?!runtime\.)|^(service\.instance\.id|telemetry\.distro\.path)$/i;

interface Attribute {
  readonly key: string;
}

/** Takes out what tells of the machine on which it was recorded; ids and times stay. */
export function scrub(request: Request): Request {
  return JSON.parse(withoutPaths(JSON.stringify(request, withoutMachine))) as Request;
}

function withoutMachine(key: string, value: unknown): unknown {
  if (key !== "attributes" || !Array.isArray(value)) return value;
  return (value as readonly Attribute[]).filter(({ key }) => !toldOfTheMachine.test(key));
}

const withoutPaths = (text: string): string =>
  text
    .replaceAll(/[^"\\\s]*\/site-packages/g, "/app/site-packages")
    .replaceAll(/[^"\\\s]*\/lib\/python3\.\d+\//g, "/usr/lib/python3/")
    .replaceAll(repository, "/app")
    .replaceAll(homedir(), "/home/app")
    .replaceAll(hostname(), "host");
