import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Child, startChild } from "../child.ts";
import { type FakeProvider, startFakeProvider } from "../fake-provider/fake-provider.ts";
import type { Way } from "./host.ts";
import type { Play } from "./scenario.ts";

export type ModuleKind = "esm" | "cjs";

export interface Run {
  /** A folder of `peers`. */
  readonly peer: string;
  /** A file of `scenarios`. */
  readonly scenarios: string;
  readonly kind: ModuleKind;
  readonly way: Way;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Seen {
  /** Of each scenario, what the host saw. */
  readonly seen: Readonly<Record<string, unknown>>;
  /** What it and all its libraries printed. */
  readonly said: string;
  /** What reached the provider, in an order of its own. */
  readonly asked: readonly string[];
}

const here = (path: string) => join(import.meta.dirname, path);
const initPath = here("../../sdk/src/register.ts");
const initUrl = JSON.stringify(pathToFileURL(initPath).href);
const hostUrl = JSON.stringify(pathToFileURL(here("host.ts")).href);

const programs = {
  esm: { name: "host.mjs", text: `import { host } from ${hostUrl};\nawait host((name) => import(name));\n` },
  cjs: { name: "host.cjs", text: `import(${hostUrl}).then(({ host }) => host((name) => require(name)));\n` },
} as const;

/** A program finds packages from where it lies: among those of the peer, where git does not look. */
async function programOf({ peer, kind, way, scenarios }: Run): Promise<string> {
  const { name, text } = programs[kind];
  const file = here(`peers/${peer}/node_modules/${way === "within" ? "within-" : ""}${name}`);
  const { play } = (await import(`./scenarios/${scenarios}.ts`)) as { readonly play: Play };
  const loads = play.packages.map((one) => (kind === "esm" ? `import "${one}";\n` : `require("${one}");\n`));
  const start = kind === "esm" ? `import ${initUrl};\n` : `require(${JSON.stringify(initPath)});\n`;
  writeFileSync(file, way === "within" ? `${start}${loads.join("")}${text}` : text);
  return file;
}

/** Plays the scenarios in a process of its own, against a provider of its own. */
export async function runHost(run: Run): Promise<Seen> {
  const provider = await startFakeProvider();
  const child = startChild({
    program: process.execPath,
    words: [...(run.way === "register" ? ["--import", registerUrl] : []), await programOf(run)],
    directory: here(`peers/${run.peer}`),
    environment: {
      HOST_SCENARIOS: pathToFileURL(here(`scenarios/${run.scenarios}.ts`)).href,
      HOST_WAY: run.way,
      FAKE_PROVIDER: provider.url,
      OTEL_SERVICE_NAME: run.peer,
      SPANWISE_CAPTURE_CONTENT: "on",
      ...(run.way === "client" && { SPANWISE_INSTRUMENTS: "none" }),
      ...run.environment,
    },
  });
  await child.ended;
  await provider.stop();
  return { ...parse(child, run), asked: askedOf(provider, run) };
}

const registerUrl = pathToFileURL(initPath).href;
const mark = "\n#seen ";

function parse(child: Child, { peer, kind, way }: Run): Pick<Seen, "seen" | "said"> {
  const [said = "", found] = child.said().split(mark);
  const [line = "", ...after] = (found ?? "").split("\n");
  if (found === undefined) throw new Error(`${peer} (${kind}, ${way}) did not come to its end\n${said}`);
  return { seen: JSON.parse(scrub(line)) as Seen["seen"], said: said + after.join("\n") };
}

function askedOf({ url, ledger }: FakeProvider, _run: Run): readonly string[] {
  return ledger.requests.map((request) => scrub(JSON.stringify(request)).replaceAll(url, "http://provider")).sort();
}

/**
 * Answers are numbered as they come, and those asked for at once come in any order. Every provider has its own port, and
 * every program its own ids and folders.
 */
function scrub(text: string): string {
  return text
    .replace(/fake\d{4}/g, "fakeN")
    .replace(/127\.0\.0\.1:\d+/g, "provider")
    .replace(/"(date|x-amz-date|amz-sdk-invocation-id)":"[^"]*"/g, '"$1":""')
    .replace(/Signature=[0-9a-f]+/g, "Signature=")
    .replace(/formdata-undici-\d+/g, "formdata")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}/g, "id")
    .replace(/\/spanwise-claude-\w{6}/g, "/folder");
}
