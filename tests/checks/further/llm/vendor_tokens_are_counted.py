# %%
import boto3

bedrock = boto3.client("bedrock-runtime")
answer = bedrock.converse(modelId="m", messages=[], inferenceConfig={"temperature": 0})
print(answer["usage"])

# %%
from openai import OpenAI

client = OpenAI()
reply = client.chat.completions.create(model="gpt-5-mini", messages=[])
with open("reply.txt", "w") as out:
    out.write(reply.choices[0].message.content)
