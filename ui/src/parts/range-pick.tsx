import { CalendarClock, Check } from "lucide-react";
import type { FormEvent } from "react";
import { formatMoment } from "../../../receiver/src/format.ts";
import { defaultRange, type TimeSearch } from "../search.ts";
import { Link } from "./link.tsx";
import { Popover } from "./popover.tsx";
import { localMinute, rangeChoices, rangeWords } from "./range-words.ts";
import { useAddressWith, useTurn } from "./turn.ts";

/** The time that is looked at: so long until now, or from one moment to another. */
export function RangePick({ time }: { time: TimeSearch }) {
  const addressWith = useAddressWith();
  const words = rangeWords(time);
  const isOwn = time.from !== undefined || time.to !== undefined;
  const last = isOwn ? undefined : (time.last ?? defaultRange);
  return (
    <Popover
      label={`Time range: ${words}`}
      title={isOwn ? exactly(time) : words}
      look="chip max-w-60"
      button={
        <>
          <CalendarClock size={13} className="shrink-0 text-quiet" aria-hidden />
          <span className="truncate">{words}</span>
        </>
      }
    >
      {(close) => (
        <div className="w-64 p-1.5">
          {rangeChoices.map(([value, name]) => (
            <Link
              key={value}
              to={addressWith({ last: value === defaultRange ? undefined : value, from: undefined, to: undefined })}
              onClick={close}
              aria-current={value === last || undefined}
              className="flex h-8 items-center justify-between rounded-box px-2.5 hover:bg-hover aria-[current]:font-semibold"
            >
              {name}
              {value === last && <Check size={14} className="text-accent" aria-hidden />}
            </Link>
          ))}
          <OwnRange time={time} close={close} />
        </div>
      )}
    </Popover>
  );
}

function OwnRange({ time, close }: { time: TimeSearch; close: () => void }) {
  const turn = useTurn();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [form.get("from"), form.get("to")].map((value) => String(value ?? "") || undefined);
    if (from === undefined && to === undefined) return;
    close();
    turn({ from: isoOf(from), to: isoOf(to), last: undefined });
  }
  return (
    <form onSubmit={submit} className="mt-1.5 space-y-2 border-line border-t px-2.5 pt-2.5 pb-1.5">
      {(["from", "to"] as const).map((name) => (
        <label key={name} className="flex items-center justify-between gap-2 text-quiet text-table">
          {name === "from" ? "From" : "To"}
          <input
            type="datetime-local"
            name={name}
            defaultValue={localMinute(time[name])}
            className="h-[28px] rounded-box border border-line bg-ground px-1.5 text-ink"
          />
        </label>
      ))}
      <button type="submit" className="h-[28px] w-full rounded-box bg-accent font-semibold text-on-accent">
        Show this time
      </button>
    </form>
  );
}

const isoOf = (local: string | undefined) => (local === undefined ? undefined : new Date(local).toISOString());

function exactly({ from, to }: TimeSearch): string {
  const moment = (iso: string) => formatMoment(`${Date.parse(iso)}000000`);
  return [from && `from ${moment(from)}`, to && `to ${moment(to)}`].filter(Boolean).join(" ");
}
