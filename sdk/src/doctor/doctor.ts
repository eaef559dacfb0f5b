import { initWith, type Status } from "../init.ts";
import type { Options } from "../options.ts";
import { readSettings } from "../settings/read-settings.ts";
import { version } from "../version.ts";
import { createWarn } from "../warn.ts";
import { type Installed, installedIn } from "./installed.ts";
import { moduleKindOf } from "./module-kind.ts";
import { sendTestTrace, type TestTrace } from "./test-trace.ts";

/** How the SDK does in this process. */
export interface Diagnosis {
  readonly version: string;
  readonly node: string;
  /** How Node takes the `.js` files of this program. */
  readonly moduleKind: "esm" | "cjs";
  /** The libraries that are installed and that we know. */
  readonly installed: readonly Installed[];
  /** What runs, what was patched and how, and what was lost; as it is after the test trace. */
  readonly status: Status;
  readonly testTrace: TestTrace;
  /** What somebody should look at. Empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Looks whether everything works: sends one test trace and looks for it. With the options that `init` was given. Starts
 * the SDK for the time where it does not run. Never throws.
 */
export async function doctor(options: Options = {}, home: string = process.cwd()): Promise<Diagnosis> {
  const { settings } = readSettings(options, process.env);
  const warn = createWarn();
  const spanwise = initWith(options, (message) => {
    if (!message.startsWith("init was called again")) warn(message);
  });
  const { headers = {}, timeoutMillis = settings.timeoutMillis } = settings.targets.traces ?? {};
  const { endpoint } = spanwise.status();
  const testTrace = await sendTestTrace(spanwise, { endpoint, headers, timeoutMillis });
  const status = spanwise.status();
  return {
    version,
    node: process.version,
    moduleKind: moduleKindOf(home),
    installed: installedIn(home),
    status,
    testTrace,
    problems: problemsOf(status, testTrace),
  };
}

function problemsOf({ problems, instruments, losses, isRunning }: Status, { problem, isFound }: TestTrace) {
  return [
    ...(isRunning ? [] : ["the SDK does not run"]),
    ...problems,
    ...instruments.flatMap(({ name, version: v = "", problem: why }) =>
      why === undefined ? [] : [`${name} ${v} is not recorded: ${why}`],
    ),
    ...Object.entries(losses).flatMap(([signal, { dropped }]) =>
      Object.entries(dropped).flatMap(([reason, count]) => (count > 0 ? [`${count} ${signal} lost: ${reason}`] : [])),
    ),
    ...(problem === undefined ? [] : [`the test trace was not sent: ${problem}`]),
    ...(isFound === false ? ["the test trace was taken, and not found again"] : []),
  ];
}
