import type { Options } from "../options.ts";
import { readLimits } from "./limit-variables.ts";
import { nearest } from "./nearest.ts";
import { type PropagatorName, readPropagators } from "./propagator-variable.ts";
import { noAddress, Wrong } from "./readers.ts";
import { readResource } from "./resource-variables.ts";
import { readSampling, type Sampling } from "./sampling-variables.ts";
import { type Row, type Told, table } from "./table.ts";
import { readTargets, type Targets } from "./targets.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings extends Omit<Told, "sampleRatio"> {
  readonly targets: Targets;
  readonly sampling: Sampling;
  readonly propagators: readonly PropagatorName[];
  /** Of `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resource: Readonly<Record<string, string>>;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** What is wrong, each in words that say what to do. */
  readonly problems: readonly string[];
}

/** What was said of one setting, and where: `option`, a variable, or nowhere. */
export interface Source {
  readonly said: unknown;
  readonly where: string | undefined;
}

/** Options over environment over defaults. What cannot be taken is left out and named; nothing throws. */
export function readSettings(given: Options, environment: Environment): ReadSettings {
  const isObject = typeof given === "object" && given !== null;
  const options = isObject ? given : {};
  const problems = isObject ? unknownOptions(options) : ["init takes an object: init({ apiKey: … })"];
  const sources = new Map<string, string | undefined>();
  const told: Record<string, unknown> = {};
  for (const [name, row] of Object.entries<Row<unknown>>(table)) {
    const source = findSource(name, row, options, environment);
    sources.set(name, source.where);
    told[name] = readValue(source, row, name, problems);
  }
  const isLost = problems.some((problem) => problem.endsWith(noAddress));
  const { sampleRatio, ...rest } = told as unknown as Told;
  const { enabled } = readSwitches(rest, environment, sources);
  const settings = { ...rest, enabled: enabled && !isLost };
  const wasTold = (name: keyof Told) => isOurs(sources.get(name));
  if (wasTold("endpoint") && sources.get("apiKey") === undefined && needsKey(rest)) problems.push(noKey);
  return {
    problems,
    settings: {
      ...settings,
      spanLimits: readLimits(rest.spanLimits, environment, problems),
      propagators: readPropagators(environment, problems),
      resource: readResource(environment, problems),
      sampling: readSampling(sampleRatio, environment, problems),
      targets: readTargets({ settings, environment, problems, wasTold }),
    },
  };
}

const noKey = "apiKey is missing: set SPANWISE_API_KEY, or give init an apiKey";
const ownMachine = /^(localhost|127\.[\d.]+|\[::1\]|.+\.localhost)$/;

/** This machine asks for none, and headers may hold another's. */
function needsKey({ endpoint, headers }: Pick<Told, "endpoint" | "headers">): boolean {
  return Object.keys(headers).length === 0 && !ownMachine.test(URL.parse(endpoint)?.hostname ?? "");
}

const isGiven = (said: unknown) => said !== undefined && said !== null && said !== "";

function findSource(name: string, row: Row<unknown>, options: Options, environment: Environment): Source {
  const option = options[name as keyof Options];
  if (isGiven(option)) return { said: option, where: "option" };
  const variable = row.environment.find((one) => isGiven(environment[one]));
  return { said: variable && environment[variable], where: variable };
}

function readValue({ said, where }: Source, row: Row<unknown>, name: string, problems: string[]): unknown {
  if (where === undefined) return row.otherwise;
  const value = row.read(said);
  if (!(value instanceof Wrong)) return value;
  problems.push(`${where === "option" ? name : where}${quoted(name, said)} ${value.why}`);
  return value.instead ?? row.otherwise;
}

const secrets = new Set(["apiKey", "headers"]);

function quoted(name: string, said: unknown): string {
  if (secrets.has(name) || !["string", "number", "boolean"].includes(typeof said)) return "";
  return ` ${JSON.stringify(said).slice(0, 100)}`;
}

/** Told to us, by the option or a variable of ours; what OpenTelemetry's more special variables say is then for others. */
const isOurs = (where: string | undefined) => where !== undefined && !where.startsWith("OTEL_");

/** `OTEL_SDK_DISABLED` has no option of its own: it is the other way round. */
function readSwitches({ enabled }: Pick<Told, "enabled">, environment: Environment, sources: Map<string, unknown>) {
  const isDisabled = environment.OTEL_SDK_DISABLED?.trim().toLowerCase() === "true";
  return { enabled: sources.get("enabled") === undefined ? !isDisabled : enabled };
}

function unknownOptions(options: Options): string[] {
  return Object.keys(options)
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => {
      const known = nearest(name, Object.keys(table));
      return known ? `there is no option "${name}"; did you mean ${known}?` : `there is no option "${name}"`;
    });
}
