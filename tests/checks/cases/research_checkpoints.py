# %% [markdown]
# # Fine-tune and keep the best weights

# %%
import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer
from gensim.models import Word2Vec
from gensim.corpora import Dictionary

torch.manual_seed(0)
tokenizer = AutoTokenizer.from_pretrained("./local-gpt")
lm = AutoModelForCausalLM.from_pretrained("./local-gpt")

# %%
class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(8, 2)

head = Head()
optimizer = torch.optim.Adam(head.parameters())
embeddings = torch.zeros(3, 8)

# %%
best = 9.0
for epoch in range(3):
    loss = head.out(embeddings).sum()
    loss.backward()  # expect: untracked-experiment
    optimizer.step()
    if loss.item() < best:
        torch.save({"epoch": epoch, "weights": head.state_dict(), "opt": optimizer.state_dict()}, "best.pth")  # expect: loose-model-file

# %%
torch.save(embeddings, "embeddings.pt")
torch.save(optimizer.state_dict(), "optimizer.pt")

# %%
lm.save_pretrained("out")  # expect: loose-model-file
tokenizer.save_pretrained("out")

# %%
dictionary = Dictionary([["a", "b"]])
dictionary.save("words.dict")
vectors = Word2Vec([["a", "b"]], min_count=1)
vectors.wv.save_word2vec_format("vectors.txt")  # expect: loose-model-file

# %%
def finish(model, folder):
    torch.save(model, folder + "/model.pt")  # expect: loose-model-file
    lm.generation_config.save_pretrained(folder)
