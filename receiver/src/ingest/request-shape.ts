import type { Signal } from "../model/signal.ts";

/** What a field of an export request holds. What is in no shape is a text like any other. */
export type Part = "text" | "traceId" | "spanId" | "numbers" | "keyValue" | "anyValue" | Shape;

export interface Shape {
  /** Costs itself alone when it is malformed. */
  readonly isItem?: boolean;
  readonly kind?: "event" | "log";
  readonly fields: Readonly<Record<number, Part>>;
}

const entity: Shape = { fields: { 1: "text", 2: "text", 3: "text", 4: "text" } };
const resource: Shape = { isItem: true, fields: { 1: "keyValue", 3: entity } };
const scope: Shape = { isItem: true, fields: { 1: "text", 2: "text", 3: "keyValue" } };

/** All three signals have resources that hold scopes that hold items, under the same numbers. */
const request = (item: Shape): Shape => {
  const ofScope: Shape = { fields: { 1: scope, 2: item, 3: "text" } };
  return { fields: { 1: { fields: { 1: resource, 2: ofScope, 3: "text" } } } };
};

const event: Shape = { kind: "event", fields: { 2: "text", 3: "keyValue" } };
const link: Shape = { fields: { 1: "traceId", 2: "spanId", 3: "text", 4: "keyValue" } };
const span: Shape = {
  isItem: true,
  fields: {
    1: "traceId",
    2: "spanId",
    3: "text",
    4: "spanId",
    5: "text",
    9: "keyValue",
    11: event,
    13: link,
    15: { fields: { 2: "text" } },
  },
};

const log: Shape = {
  isItem: true,
  kind: "log",
  fields: { 3: "text", 5: "anyValue", 6: "keyValue", 9: "traceId", 10: "spanId", 12: "text" },
};

const exemplar: Shape = { fields: { 4: "spanId", 5: "traceId", 7: "keyValue" } };
const buckets: Shape = { fields: { 2: "numbers" } };
const points = (fields: Readonly<Record<number, Part>>): Shape => ({ fields: { 1: { fields } } });
const numberPoints = points({ 5: exemplar, 7: "keyValue" });
const metric: Shape = {
  isItem: true,
  fields: {
    1: "text",
    2: "text",
    3: "text",
    5: numberPoints,
    7: numberPoints,
    9: points({ 6: "numbers", 7: "numbers", 8: exemplar, 9: "keyValue" }),
    10: points({ 1: "keyValue", 8: buckets, 9: buckets, 11: exemplar }),
    11: points({ 6: { fields: {} }, 7: "keyValue" }),
    12: "keyValue",
  },
};

export const requestShapes: Readonly<Record<Signal, Shape>> = {
  traces: request(span),
  logs: request(log),
  metrics: request(metric),
};
