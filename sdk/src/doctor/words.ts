import type { Found } from "../instruments/patching.ts";
import type { Diagnosis } from "./doctor.ts";

/** A diagnosis for people, one line a finding. */
export function wordsOf(diagnosis: Diagnosis): string {
  const { version, node, moduleKind, installed, status, testTrace, problems } = diagnosis;
  const kind = moduleKind === "esm" ? "ES modules" : "CommonJS";
  return [
    `Spanwise ${version} on Node ${node}; .js files here are ${kind}`,
    ...(installed.length === 0 ? ["  no library that is known is installed here"] : []),
    ...installed.map(({ name, version: v, folder }) => {
      const copies = status.instruments.filter((one) => one.name === name && one.file.startsWith(folder));
      return `  ${name} ${v ?? "of no version"}: ${copies.length === 0 ? "not loaded" : copies.map(copyOf).join("; ")}`;
    }),
    `  sends to ${status.endpoint ?? "what another library has set up"}${status.isApart ? ", beside another library's OpenTelemetry" : ""}`,
    ...Object.entries(status.losses).map(([signal, { sent, dropped, trouble }]) => {
      const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
      return `  ${signal}: ${sent} sent, ${lost} lost${trouble === undefined ? "" : `; ${trouble}`}`;
    }),
    `  test trace ${testTrace.traceId ?? ""}: ${fateOf(diagnosis)}`,
    problems.length === 0 ? "All is well." : "To look at:",
    ...problems.map((problem) => `  - ${problem}`),
  ].join("\n");
}

const copyOf = ({ kind, problem }: Found) => (problem === undefined ? `recorded as ${kind}` : `${kind}: ${problem}`);

function fateOf({ testTrace: { isTaken, isFound, problem } }: Diagnosis): string {
  if (!isTaken) return problem ?? "not taken";
  if (isFound === undefined) return "taken; whether it can be read is not for this endpoint to say";
  return isFound ? "taken and found again" : "taken, and not found again";
}
