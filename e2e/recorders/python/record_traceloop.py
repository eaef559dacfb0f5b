import os

# The SDK's own spans would be traces of their own, beside those of the instrumentation.
os.environ["ANTHROPIC_OPEN_TELEMETRY"] = "false"

from anthropic import Anthropic
from openai import OpenAI
from opentelemetry.instrumentation.anthropic import AnthropicInstrumentor
from opentelemetry.instrumentation.openai import OpenAIInstrumentor

from open_telemetry import open_telemetry
from weather_agent import (
    ANTHROPIC,
    OPENAI,
    QUESTION,
    SYSTEM,
    ask_claude_for_weather,
    ask_claude_in_vain,
    ask_for_weather,
    ask_in_vain,
    be_cut_off,
)

shutdown = open_telemetry()
OpenAIInstrumentor().instrument()
AnthropicInstrumentor().instrument()

client = OpenAI(**OPENAI)
ask_for_weather(client)
client.responses.create(model="gpt-4o-mini", instructions=SYSTEM, input=QUESTION)
client.embeddings.create(model="text-embedding-3-small", input="hello world")
ask_in_vain(client)
be_cut_off(client)

claude = Anthropic(**ANTHROPIC)
ask_claude_for_weather(claude)
ask_claude_in_vain(claude)
shutdown()
