import { NodeSDK } from "@opentelemetry/sdk-node";

/** It must have started before @google/adk is imported, which brings an API of its own. */
export const sdk = new NodeSDK({ instrumentations: [], autoDetectResources: false });
sdk.start();
