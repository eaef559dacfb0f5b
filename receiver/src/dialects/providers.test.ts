import { expect, test } from "vitest";
import { canonicalProvider, providerOfModel, vendorOfHost } from "./providers.ts";

test("each spelling of a vendor is the one vendor", () => {
  const told = ["OpenAI", "openai.chat", "azure-openai", "az.ai.inference", "Bedrock", "google.vertex.chat", "xai"];
  expect(told.map(canonicalProvider)).toEqual([
    "openai",
    "openai",
    "azure.ai.openai",
    "azure.ai.inference",
    "aws.bedrock",
    "gcp.vertex_ai",
    "x_ai",
  ]);
});

test("the marks between the words of a name make no difference", () => {
  const told = ["aws_bedrock", "AWS Bedrock", "amazon bedrock", "Azure OpenAI", "vertex-ai", "google-genai", "x-ai"];
  expect(told.map(canonicalProvider)).toEqual([
    "aws.bedrock",
    "aws.bedrock",
    "aws.bedrock",
    "azure.ai.openai",
    "gcp.vertex_ai",
    "gcp.gemini",
    "x_ai",
  ]);
});

test("a vendor without a canonical name keeps its own, a host is known or says nothing", () => {
  const told = [
    "ollama",
    "fireworks.chat",
    "api.openai.com",
    "my.openai.azure.com",
    "127.0.0.1",
    "localhost",
    "api.example.com",
  ];
  expect(told.map(canonicalProvider)).toEqual([
    "ollama",
    "fireworks",
    "openai",
    "azure.ai.openai",
    undefined,
    undefined,
    undefined,
  ]);
});

test("a framework is no vendor", () => {
  expect(["langchain", "crewai", "spring_ai", "Strands-Agents", "gcp.vertex.agent"].map(canonicalProvider)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test("a host tells whose it is", () => {
  const hosts = [
    "bedrock-runtime.us-east-1.amazonaws.com",
    "s3.amazonaws.com",
    "us-central1-aiplatform.googleapis.com",
  ];
  expect(hosts.map(vendorOfHost)).toEqual(["aws.bedrock", undefined, "gcp.vertex_ai"]);
});

test("a model's name tells the vendor only where just one has it", () => {
  const models = [
    "gpt-5",
    "o3-mini",
    "claude-sonnet-4-5",
    "mistral-large-latest",
    "us.anthropic.claude-3-5-sonnet-v1:0",
  ];
  expect(models.map(providerOfModel)).toEqual(["openai", "openai", "anthropic", "mistral_ai", "aws.bedrock"]);
  const anybodys = ["gpt-oss-120b", "mixtral-8x7b", "llama3:8b", "text-embedding-004", "claude-sonnet-4@20250514", "x"];
  expect(anybodys.map(providerOfModel)).toEqual(anybodys.map(() => undefined));
});
