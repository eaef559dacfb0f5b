import { useQuery } from "@tanstack/react-query";
import { formatCount, formatDuration, formatExact, formatMoney, plural } from "../../../receiver/src/format.ts";
import { type Usage, usageBeforeQuery, usageQuery } from "../api/usage-queries.ts";
import { Change } from "../parts/change.tsx";
import { Figure } from "../parts/figure.tsx";
import { MoneySum, TokenCount } from "../parts/numbers.tsx";
import { SetPrice } from "../parts/set-price.tsx";
import { formatShare } from "../parts/share-words.ts";
import type { EntityAsking } from "./entity-asking.ts";
import { entityKinds } from "./entity-kinds.ts";

/** How often, how well, how fast and for how much, each beside the time before. */
export function EntityTiles({ project, place, time, narrowing }: EntityAsking) {
  const now = useQuery(usageQuery(project, time, narrowing)).data?.items[0];
  const before = useQuery(usageBeforeQuery(project, time, narrowing)).data?.items[0];
  const { costs } = entityKinds[place];
  const model = place === "models" ? [narrowing.model].flat()[0] : undefined;
  return (
    <dl className={`grid grid-cols-2 gap-4 ${costs ? "lg:grid-cols-5" : "lg:grid-cols-3"}`}>
      <Figure
        label={place === "errors" ? "Times" : "Calls"}
        value={<span title={formatExact(now?.calls ?? 0)}>{formatCount(now?.calls ?? 0)}</span>}
        change={<Change as="amount" now={now?.calls ?? null} before={before?.calls ?? null} say={formatExact} />}
      />
      {place !== "errors" && (
        <Figure
          label="Success"
          value={now?.successRate == null ? "–" : formatShare(now.successRate)}
          change={
            <Change
              as="share"
              better="more"
              now={now?.successRate ?? null}
              before={before?.successRate ?? null}
              say={formatShare}
            />
          }
          note={now && now.errors > 0 ? plural(now.errors, "failed call") : undefined}
        />
      )}
      <Figure
        label="p95 latency"
        value={now?.latency ? formatDuration(Number(now.latency.p95)) : "–"}
        change={<Change as="amount" better="less" now={p95(now)} before={p95(before)} say={formatDuration} />}
        note={
          now?.latency
            ? `p50 ${formatDuration(Number(now.latency.p50))}, p99 ${formatDuration(Number(now.latency.p99))}`
            : undefined
        }
      />
      {costs && (
        <>
          <Figure
            label="Tokens"
            value={<TokenCount tokens={now?.tokens ?? null} />}
            change={
              <Change
                as="amount"
                now={now?.tokens?.total ?? null}
                before={before?.tokens?.total ?? null}
                say={formatExact}
              />
            }
            note={
              now?.tokens && now.tokens.input > 0
                ? `${formatShare(now.tokens.cached / now.tokens.input)} of the input cached`
                : undefined
            }
          />
          <Figure
            label="Cost"
            value={now ? <MoneySum cost={now.cost} coverage={now.costCoverage} /> : "–"}
            change={
              <Change
                as="amount"
                now={dollars(now)}
                before={dollars(before)}
                say={(value) => formatMoney(String(value))}
              />
            }
            note={
              <>
                {now?.cost && now.calls > 0 && `${formatMoney(String(Number(now.cost.total) / now.calls))} a call `}
                {typeof model === "string" && now?.tokens && now.cost === null && (
                  <SetPrice project={project} model={model} />
                )}
              </>
            }
          />
        </>
      )}
    </dl>
  );
}

const p95 = (row: Usage | undefined) => (row?.latency ? Number(row.latency.p95) : null);
const dollars = (row: Usage | undefined) => (row?.cost ? Number(row.cost.total) : null);
