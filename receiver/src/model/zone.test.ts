import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneNamed } from "./zone.ts";

const names = [
  ...["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo"],
  ...["Pacific/Apia", "Africa/Casablanca", "Africa/Monrovia", "Asia/Kolkata", "Antarctica/Troll", "Etc/GMT+5"],
];

test("knows at any second how far the clocks of a zone are ahead", () => {
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(fc.constantFrom(...names), seconds, (name, at) => {
      const zone = zoneNamed(name);
      const place = zone?.since.findLastIndex((since) => since <= at) ?? -1;
      const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(name);
      expect(zone?.ahead[place]).toEqual(offsetNanoseconds / 1_000_000_000);
    }),
    { numRuns: 2000 },
  );
});

test("knows the second in which clocks are set", () => {
  const berlin = zoneNamed("Europe/Berlin");
  const summer = Date.parse("2026-03-29T01:00:00Z") / 1000;
  const place = berlin?.since.indexOf(summer) ?? -1;
  expect([berlin?.ahead[place - 1], berlin?.ahead[place]]).toEqual([3600, 7200]);
});

test.each(["", "Europe", "Mars/Olympus", "+02:00", "Europe/Berlin'", "__proto__", "x".repeat(1000)])(
  "knows no zone %j",
  (name) => {
    expect(zoneNamed(name)).toEqual(undefined);
  },
);

test("knows a zone by any case of its name", () => {
  expect(zoneNamed("europe/berlin")).toBe(zoneNamed("Europe/Berlin"));
});
