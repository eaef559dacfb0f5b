from langfuse import Langfuse, observe, propagate_attributes
from langfuse.openai import OpenAI

from weather_agent import ENDPOINT, OPENAI, QUESTION, SYSTEM, ask_for_weather, ask_in_vain, be_cut_off, get_weather

langfuse = Langfuse(public_key="pk-fake", secret_key="sk-fake", base_url=ENDPOINT, environment="test")
client = OpenAI(**OPENAI)


@observe(name="get_weather", as_type="tool")
def tool(city: str) -> dict:
    return get_weather(city)


@observe(name="weather_agent", as_type="agent")
def agent(question: str) -> str:
    return ask_for_weather(client, tool=tool)


with propagate_attributes(session_id="sess-7", user_id="user-42", tags=["prod", "weather"]):
    agent(QUESTION)
client.responses.create(model="gpt-4o-mini", instructions=SYSTEM, input=QUESTION)
client.embeddings.create(model="text-embedding-3-small", input="hello world")
ask_in_vain(client)
be_cut_off(client)
langfuse.shutdown()
