import { useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import { retentionChoices } from "../../../receiver/src/model/retention-choices.ts";
import type { Signal } from "../../../receiver/src/model/signal.ts";
import { receiverQuery, type SettingValues } from "../api/settings.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { Refused } from "./refused.tsx";
import { useSettingChanges } from "./setting-changes.ts";

const signals = [
  ["traces", "Traces", "spans, what was said in them, sessions and sums"],
  ["logs", "Logs", "log records, and events that tell of calls"],
  ["metrics", "Metrics", "points of time series"],
] as const;

type Retention = SettingValues["retention"];

/** How long each signal is kept, and who says so. */
export function RetentionPart({ project }: { project: string }) {
  const { asked, value, act, failure } = useSettingChanges(project, "retention");
  const receiver = useQuery(receiverQuery(project));
  if (!value) return <Waiting asked={asked} />;
  if (!receiver.data) return <Waiting asked={receiver} />;
  const { retentionDays } = receiver.data;
  const line = `RETENTION=${signals.map(([signal]) => `${project}.${signal}=${value[signal] ?? retentionDays[signal]}`).join(",")}`;
  return (
    <>
      <Refused failure={failure} />
      <Panel>
        <PanelTitle>How long telemetry is kept</PanelTitle>
        <p className="max-w-2xl text-quiet">
          A choice holds for what arrives from now on. What is stored already goes when the time it came with is over.
        </p>
        <ul aria-label="Retention" className="mt-3">
          {signals.map(([signal, label, about]) => (
            <li
              key={signal}
              className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b py-2.5 last:border-b-0"
            >
              <span className="min-w-48 flex-1">
                <span className="font-medium">{label}</span>
                <span className="block text-quiet text-table">{about}</span>
              </span>
              <select
                aria-label={`Days that ${label.toLowerCase()} are kept`}
                value={value[signal] ?? ""}
                onChange={(event) => {
                  const days = event.target.value === "" ? undefined : Number(event.target.value);
                  act(keptWords(label, days), (now) => withDays(now, signal, days));
                }}
                className="h-8 w-64 rounded-box border border-line bg-ground px-1.5 tabular-nums"
              >
                <option value="">{plural(retentionDays[signal], "day")}, as the receiver is set</option>
                {retentionChoices.map((days) => (
                  <option key={days} value={days}>
                    {plural(days, "day")}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel>
        <PanelTitle>Where the receiver is started</PanelTitle>
        <p className="max-w-2xl text-quiet">
          Where a project says nothing, the environment decides: RETENTION_DAYS for all, and RETENTION for one project
          and signal. The same as above would be:
        </p>
        <div className="mt-2 flex items-center gap-2 rounded-box border border-line bg-ground py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 font-mono text-table [overflow-wrap:anywhere]">{line}</code>
          <CopyButton text={line} what="the line for the environment" />
        </div>
      </Panel>
    </>
  );
}

const keptWords = (label: string, days: number | undefined) =>
  days === undefined ? `${label} are kept as the receiver is set.` : `${label} are kept for ${plural(days, "day")}.`;

function withDays(now: Retention, signal: Signal, days: number | undefined): Retention {
  const { [signal]: _, ...others } = now;
  return days === undefined ? others : { ...others, [signal]: days };
}
