# %%
import litellm
from ragas import evaluate

answers = [litellm.completion(model="gpt-4o", messages=[]) for _ in range(3)]
evaluate(answers)
