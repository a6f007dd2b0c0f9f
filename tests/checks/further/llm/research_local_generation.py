# %% [markdown]
# # Stories and pictures from local models

# %%
import torch
from diffusers import StableDiffusionPipeline
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("gpt2")
model = AutoModelForCausalLM.from_pretrained("gpt2")
pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
pipe = pipe.to("cuda")

# %%
ids = tokenizer("Once", return_tensors="pt").input_ids
greedy = model.generate(ids, max_new_tokens=20)
shown = model.generate(ids, do_sample=True)
print(tokenizer.decode(shown[0]))
kept = model.generate(ids, do_sample=True, top_k=50)  # expect: unset-sampling
with open("stories.txt", "a") as file:
    file.write(tokenizer.decode(kept[0]))
    file.write(tokenizer.decode(greedy[0]))

# %%
image = pipe("a lighthouse").images[0]  # expect: unset-sampling
image.save("lighthouse.png")
same = pipe("a lighthouse", generator=torch.Generator("cuda").manual_seed(1)).images[0]
same.save("same.png")
pipe("a boat").images[0]
