import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../child.ts";
import { npm, python, type Recorder } from "./recorders.ts";

const here = (path: string) => join(import.meta.dirname, path);

/** Where a recorder's program finds the provider, and where it sends what it has to tell. */
export interface Places {
  readonly provider: string;
  readonly endpoint: string;
  readonly headers?: string;
}

/** Runs one recorder to its end. Its name is a folder here, or python/NAME. It must be installed. */
export async function runRecorder(name: string, { provider, endpoint, headers }: Places): Promise<string> {
  const [program, script] = programOf(name);
  const environment = {
    FAKE_PROVIDER: provider,
    OTEL_SERVICE_NAME: name.replace("/", "-"),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    ...(headers !== undefined && { OTEL_EXPORTER_OTLP_HEADERS: headers }),
  };
  return await runChild({ program, words: [script], environment });
}

function programOf(name: string): readonly [program: string, script: string] {
  const [, pythonName] = name.split("python/");
  if (pythonName === undefined) return [process.execPath, here(`${name}/agent.ts`)];
  const environment = python[pythonName]?.environment ?? pythonName;
  return [
    here(`../.cache/recorder-${environment}/bin/python`),
    here(`python/record_${pythonName.replaceAll("-", "_")}.py`),
  ];
}

/** How its recording is called: the library and the version that is installed. */
export async function recordingName(name: string): Promise<string> {
  const [, pythonName] = name.split("python/");
  const recorder: Recorder | undefined = pythonName === undefined ? npm[name] : python[pythonName];
  if (recorder === undefined) throw new Error(`no recorder is called ${name}: see recorders.ts`);
  const version = pythonName === undefined ? npmVersion(name, recorder) : await pythonVersion(name, recorder);
  return `${recorder.label}-${version}`;
}

function npmVersion(name: string, { library }: Recorder): string {
  const path = here(`${name}/node_modules/${library}/package.json`);
  if (!existsSync(path)) throw new Error(`run e2e/recorders/install ${name} first`);
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}

async function pythonVersion(name: string, { library }: Recorder): Promise<string> {
  const [program] = programOf(name);
  const words = ["-c", `import importlib.metadata as m; print(m.version("${library}"), end="")`];
  return await runChild({ program, words, environment: {} });
}
