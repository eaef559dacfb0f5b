import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import { formatCount, formatExact, plural } from "../../../receiver/src/format.ts";
import { ingestQuery, modelsQuery } from "../api/queries.ts";
import type { IngestHealth, IngestSource, Rejected } from "../api/types.ts";
import { Link } from "../parts/link.tsx";
import { When } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { SetPrice } from "../parts/set-price.tsx";
import { Failure, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";

export function IngestPage({ project, search }: { project: string; search: TimeSearch }) {
  usePageTitle("Ingest");
  const list = useInfiniteQuery(ingestQuery(project, search));
  const health = list.data?.pages[0];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-10">
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 pt-4">
        <h1 className="font-semibold text-title tracking-tight">Ingest</h1>
        <Link to={paths.connect(project)} className="chip hover:text-accent">
          <Plug size={13} className="text-quiet" aria-hidden /> Connect
        </Link>
      </header>
      {!health && <Waiting asked={list} />}
      {health && list.failureReason && <Failure error={list.failureReason} retry={() => void list.refetch()} />}
      {health && (
        <>
          <Counts health={health} />
          {health.unknownModel > 0 && <UnknownModels project={project} search={search} />}
          <RejectedItems
            items={list.data?.pages.flatMap((page) => page.items) ?? []}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          />
          <Sources sources={health.sources} />
        </>
      )}
    </div>
  );
}

const meanings = [
  ["accepted", "Accepted", "Spans, log records and metric points kept"],
  ["rejected", "Rejected", "Could not be read; listed below with the reason"],
  ["late", "Late", "Came more than ten minutes after they ended"],
  ["orphan", "Orphans", "Spans whose parent has not come"],
  ["skewed", "Skewed", "Begin more than ten minutes after they came: a wrong clock"],
  ["cut", "Cut", "Had values longer than the limits"],
  ["unknownModel", "Without a price", "Model calls that told tokens, of models whose price nobody knows"],
] as const;

function Counts({ health }: { health: IngestHealth }) {
  return (
    <dl className="grid grid-cols-2 gap-3 p-4 sm:grid-cols-4 xl:grid-cols-7">
      {meanings.map(([name, label, meaning]) => (
        <div key={name} className="last:col-span-2 sm:last:col-span-1 rounded-box border border-line bg-raised p-3">
          <dt className="text-quiet text-table">{label}</dt>
          <dd
            className={`font-semibold text-title tabular-nums ${name === "rejected" && health.rejected > 0 ? "text-error" : ""}`}
            title={formatExact(health[name])}
          >
            {formatCount(health[name])}
          </dd>
          <dd className="mt-0.5 text-[11px] text-quiet leading-snug">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Models that told tokens and have no cost at all; what they cost is in no sum. */
function UnknownModels({ project, search }: { project: string; search: TimeSearch }) {
  const { data } = useQuery(modelsQuery(project, search));
  const models = data?.items.filter(({ cost, tokens }) => cost === null && tokens !== null) ?? [];
  if (models.length === 0) return null;
  return (
    <section className="px-4 pt-2 pb-4">
      <h2 className="font-semibold">Models without a price</h2>
      <p className="mt-1 text-quiet">What they cost is in no sum. Set a price of your own for them, or an alias.</p>
      <ul className="mt-1.5 flex flex-wrap gap-2">
        {models.map(({ name, detail, calls }) => (
          <li key={`${name} ${detail}`} className="chip max-w-full">
            <span className="truncate font-mono text-table">{name}</span>
            <span className="text-quiet text-table">{plural(calls, "call")}</span>
            <SetPrice project={project} model={name} provider={detail} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RejectedItems({ items, more }: { items: readonly Rejected[]; more: (() => void) | undefined }) {
  return (
    <section className="px-4 pt-2">
      <h2 className="font-semibold">Rejected items</h2>
      {items.length === 0 && <p className="mt-1 text-quiet">Nothing was rejected in this time.</p>}
      <ul className="mt-1">
        {items.map(({ id, signal, code, reason, source, service, time, size, copy }) => (
          <li key={id} className="border-line border-b py-2 text-table">
            <p className="flex gap-3">
              <span className="min-w-0 flex-1 font-medium text-body [overflow-wrap:anywhere]">{reason}</span>
              <span className="shrink-0 text-quiet tabular-nums">
                <When nanos={time} />
              </span>
            </p>
            <p className="flex flex-wrap gap-x-3 text-quiet">
              <span>{signal}</span>
              <span className="font-mono">{code}</span>
              {service && <span>{service}</span>}
              <span className="[overflow-wrap:anywhere]">from {source}</span>
              <span className="tabular-nums">{formatCount(size)} bytes</span>
            </p>
            {copy !== "" && (
              <details>
                <summary className="text-accent">What came</summary>
                <pre className="mt-1 max-h-60 overflow-auto whitespace-pre-wrap rounded-box bg-raised p-2 font-mono text-[11px] [overflow-wrap:anywhere]">
                  {readable(copy)}
                </pre>
              </details>
            )}
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" onClick={more} className="chip mt-3">
          Load more
        </button>
      )}
    </section>
  );
}

/** The text in the bytes; what is no text shows as a dot. */
function readable(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be shown
  return new TextDecoder().decode(bytes).replace(/[\u0000-\u0009\u000b-\u001f\u007f\ufffd]/g, "·");
}

function Sources({ sources }: { sources: readonly IngestSource[] }) {
  if (sources.length === 0) return null;
  const number = "text-right tabular-nums font-normal py-1.5 pl-4";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls only what has the focus
    <section aria-label="By source" tabIndex={0} className="overflow-x-auto px-4 pt-8">
      <h2 className="font-semibold">By source</h2>
      <table className="mt-1 w-full text-table">
        <thead className="text-quiet">
          <tr className="border-line border-b">
            <th className="py-1.5 pr-4 text-left font-normal">Service</th>
            <th className="text-left font-normal">Scope</th>
            {["Accepted", "Rejected", "Late", "Skewed", "Cut", "No price"].map((name) => (
              <th key={name} className={number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map(({ service, scope, accepted, rejected, late, skewed, cut, unknownModel }) => (
            <tr key={`${service} ${scope}`} className="border-line border-b">
              <td className="py-1.5 pr-4">{service ?? <span className="text-quiet">unnamed</span>}</td>
              <td className="font-mono text-quiet">{scope}</td>
              {[accepted, rejected, late, skewed, cut, unknownModel].map((count, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                <td key={at} className={`${number} ${at === 1 && count > 0 ? "text-error" : ""}`}>
                  {count === 0 ? <span className="text-quiet">–</span> : formatExact(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
