import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import type { Interval } from "../charts/intervals.ts";
import { Chip } from "../parts/chip.tsx";
import { Link, useGo } from "../parts/link.tsx";
import { paths } from "../paths.ts";
import { type SumMeasure, type SumSearch, sumMeasures, sumSteps } from "../sum-search.ts";
import { dimensionWords, narrowedBy } from "./cost-words.ts";

interface ControlsProps {
  readonly project: string;
  readonly search: SumSearch;
  readonly by: UsageDimension;
  readonly measure: SumMeasure;
  readonly interval: Interval;
}

const asked = ["model", "agent", "provider", "user", "platform", "tool", "tag", "session", "bot"] as const;
const others = ["service", "environment", "kind", "botType", "endReason", "status"] as const;

/** By what, of what, in which steps, and of which part. */
export function CostControls({ project, search, by, measure, interval }: ControlsProps) {
  const go = useGo();
  const to = (change: Partial<SumSearch>) => paths.cost(project, { ...search, ...change });
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Choices label="Group by">
          {asked.map((name) => (
            <Choice key={name} to={to({ by: name, of: undefined, sort: undefined })} isChosen={name === by}>
              {dimensionWords[name]}
            </Choice>
          ))}
          <select
            aria-label="Group by something else"
            value={others.find((name) => name === by) ?? ""}
            onChange={(event) => go(to({ by: event.target.value as UsageDimension, sort: undefined }))}
            className={`h-[26px] w-20 rounded-sm bg-transparent px-1 ${others.some((name) => name === by) ? "font-semibold text-ink" : "text-quiet"}`}
          >
            <option value="" disabled>
              more…
            </option>
            {others.map((name) => (
              <option key={name} value={name}>
                {dimensionWords[name]}
              </option>
            ))}
          </select>
        </Choices>
        <Choices label="Measure">
          {sumMeasures.map((name) => (
            <Choice key={name} to={to({ of: name, sort: undefined })} isChosen={name === measure}>
              {name}
            </Choice>
          ))}
        </Choices>
        <label className="flex items-center gap-1.5 text-quiet text-table">
          by the
          <select
            aria-label="Interval"
            value={interval}
            onChange={(event) => go(to({ step: event.target.value as Interval }))}
            className="h-[28px] rounded-box border border-line bg-raised px-1.5 text-body text-ink"
          >
            {sumSteps.map((step) => (
              <option key={step} value={step}>
                {step}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Chips project={project} search={search} />
    </div>
  );
}

function Choices({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset
      aria-label={label}
      className="flex max-w-full flex-wrap gap-0.5 rounded-box border border-line bg-raised p-px"
    >
      {children}
    </fieldset>
  );
}

function Choice({ to, isChosen, children }: { to: string; isChosen: boolean; children: string }) {
  return (
    <Link
      to={to}
      aria-current={isChosen || undefined}
      className="flex h-[26px] items-center rounded-[5px] px-2.5 text-quiet hover:text-ink aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink"
    >
      {children}
    </Link>
  );
}

function Chips({ project, search }: { project: string; search: SumSearch }) {
  const narrowed = narrowedBy(search);
  if (narrowed.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {narrowed.map(({ words, without }) => (
        <Chip key={words} words={words} without={paths.cost(project, without)} />
      ))}
    </div>
  );
}
