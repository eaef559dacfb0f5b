import type { Dialect } from "./dialect.ts";

/**
 * What CrewAI tells its vendor, should it come here: spans without a duration that name crews and tasks. Its runs are
 * told by OpenInference or OpenLLMetry. https://docs.crewai.com/en/telemetry
 */
export const crewai: Dialect = {
  name: "crewai",
  keys: [],
  speaks: ({ scope, service }) => service === "crewAI-telemetry" || scope === "crewai.telemetry",
  kind: () => "operation",
  reads: [],
};
