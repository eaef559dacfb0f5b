"""What the Python recorders have in common. It imports no library: each recorder has its own."""

import json
import os

PROVIDER = os.environ["FAKE_PROVIDER"]
ENDPOINT = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"]
SYSTEM = "You are a weather assistant."
QUESTION = "What is the weather in Paris?"
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
OPENAI_TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather of a city", "parameters": PARAMETERS},
}
ANTHROPIC_TOOL = {"name": "get_weather", "description": "The weather of a city", "input_schema": PARAMETERS}
OPENAI = {"api_key": "sk-fake", "base_url": f"{PROVIDER}/v1", "max_retries": 0}
ANTHROPIC = {"api_key": "sk-ant-fake", "base_url": PROVIDER, "max_retries": 0}
HI = [{"role": "user", "content": "hi"}]


def get_weather(city: str) -> dict:
    """The weather of a city"""
    return {"city": city, "temperatureC": 18, "condition": "sunny"}


def failing(work) -> None:
    """What is meant to fail may."""
    try:
        work()
    except Exception as error:
        print(f"as meant: {str(error)[:120]}")


def ask_for_weather(client, tool=get_weather) -> str:
    """Over chat completions: one call that asks for the tool, and one, streamed, that answers."""
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": QUESTION}]
    asked = {"model": "gpt-4o-mini", "tools": [OPENAI_TOOL]}
    first = client.chat.completions.create(**asked, messages=messages, temperature=0.2)
    call = first.choices[0].message.tool_calls[0]
    result = tool(**json.loads(call.function.arguments))
    messages.append(
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": call.id,
                    "type": "function",
                    "function": {"name": call.function.name, "arguments": call.function.arguments},
                }
            ],
        }
    )
    messages.append({"role": "tool", "tool_call_id": call.id, "content": json.dumps(result)})
    stream = client.chat.completions.create(
        **asked, messages=messages, stream=True, stream_options={"include_usage": True}
    )
    return "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)


def ask_in_vain(client) -> None:
    """One that fails, one that never tells what it used, one whose caller hangs up."""
    create = client.chat.completions.create
    failing(lambda: create(model="fail-429", messages=HI))
    failing(lambda: [_ for _ in create(model="gpt-4o-mini", messages=HI, stream=True)])
    failing(lambda: hang_up(create(model="slow-gpt", messages=HI, stream=True)))


def be_cut_off(client) -> None:
    """A stream that breaks off in the middle."""
    failing(lambda: [_ for _ in client.chat.completions.create(model="cut-gpt", messages=HI, stream=True)])


def hang_up(stream) -> None:
    for _, _ in zip(stream, range(2)):
        pass
    stream.close()


def ask_claude_for_weather(client) -> None:
    """Over messages: one call that asks for the tool and fills the cache, and one, streamed, that answers."""
    cached = [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}]
    asked = {"model": "claude-sonnet-4-5", "max_tokens": 256, "system": cached, "tools": [ANTHROPIC_TOOL]}
    messages = [{"role": "user", "content": QUESTION}]
    first = client.messages.create(**asked, messages=messages)
    use = next(block for block in first.content if block.type == "tool_use")
    said = [block.model_dump(exclude_none=True) for block in first.content]
    result = {"type": "tool_result", "tool_use_id": use.id, "content": json.dumps(get_weather(**use.input))}
    messages += [{"role": "assistant", "content": said}, {"role": "user", "content": [result]}]
    for _ in client.messages.create(**asked, messages=messages, stream=True):
        pass


def ask_claude_in_vain(client) -> None:
    failing(lambda: client.messages.create(model="fail-500", max_tokens=64, messages=HI))
