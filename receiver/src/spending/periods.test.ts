import { expect, test } from "vitest";
import { calendarAt, daysBetween, type Period, periodsAt } from "./periods.ts";

const nanos = (text: string) => Temporal.Instant.from(text).epochNanoseconds;
const at = (text: string, zone: string) => periodsAt(calendarAt(nanos(text), zone));
const told = ({ from, to, ends, before }: Period) =>
  [from, to, ends, before.from, before.to].map((one) => Temporal.Instant.fromEpochNanoseconds(one).toString());

test("days, weeks and months are those of the zone, and what is compared is as long by its clocks", () => {
  const { today, week, month } = at("2026-11-21T03:30:00Z", "America/New_York");
  expect(told(today)).toEqual([
    "2026-11-20T05:00:00Z",
    "2026-11-21T03:30:00Z",
    "2026-11-21T05:00:00Z",
    "2026-11-19T05:00:00Z",
    "2026-11-20T03:30:00Z",
  ]);
  expect(told(week)).toEqual([
    "2026-11-16T05:00:00Z",
    "2026-11-21T03:30:00Z",
    "2026-11-23T05:00:00Z",
    "2026-11-09T05:00:00Z",
    "2026-11-14T03:30:00Z",
  ]);
  // The clocks went back on November 1st: October was told by summer time.
  expect(told(month)).toEqual([
    "2026-11-01T04:00:00Z",
    "2026-11-21T03:30:00Z",
    "2026-12-01T05:00:00Z",
    "2026-10-01T04:00:00Z",
    "2026-10-21T02:30:00Z",
  ]);
});

test("a shorter month before is compared whole", () => {
  expect(told(at("2027-03-30T12:00:00Z", "UTC").month)).toEqual([
    "2027-03-01T00:00:00Z",
    "2027-03-30T12:00:00Z",
    "2027-04-01T00:00:00Z",
    "2027-02-01T00:00:00Z",
    "2027-03-01T00:00:00Z",
  ]);
});

test("days follow each other without a gap where clocks change, and where midnight does not come", () => {
  for (const zone of ["Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Australia/Lord_Howe", "UTC"]) {
    const now = calendarAt(nanos("2018-11-20T00:30:00Z"), zone);
    const today = now.toPlainDate();
    const days = daysBetween(today.subtract({ days: 400 }), today, now);
    expect(days.length).toEqual(400);
    for (const [at, day] of days.entries()) {
      expect(day.to).toEqual(days[at + 1]?.from ?? today.toZonedDateTime(zone).epochNanoseconds);
      expect(day.from <= day.asLateAsNow && day.asLateAsNow <= day.to).toEqual(true);
    }
  }
});
