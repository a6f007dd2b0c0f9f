# expect: missing-purpose
# %%
!pip install -q transformers  # expect: unpinned-install
!nvidia-smi

# %%
import os
import random
import time
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from torch.utils.data import TensorDataset, DataLoader, RandomSampler, SequentialSampler
from transformers import BertTokenizer, BertForSequenceClassification, get_linear_schedule_with_warmup
from transformers import logging as hf_logging
hf_logging.set_verbosity_error()

# %%
class CFG:
    seed = 42
    max_len = 84
    epochs = 3
    lr = 2e-5
    bs = 32
    path = '../input/nlp-getting-started/'
    out = '/kaggle/working/'  # expect: hard-coded-path

# %%
def seed_everything(seed=42):
    random.seed(seed)
    os.environ['PYTHONHASHSEED'] = str(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True

seed_everything(CFG.seed)

# %%
if torch.cuda.is_available():
    device = torch.device("cuda")
    print('There are %d GPU(s) available.' % torch.cuda.device_count())
else:
    device = torch.device("cpu")

# %%
train = pd.read_csv(CFG.path + 'train.csv')  # expect: untracked-data
test = pd.read_csv(os.path.join(CFG.path, 'test.csv'))  # expect: untracked-data
train.sample(3)

# %%
tokenizer = BertTokenizer.from_pretrained('bert-large-uncased', do_lower_case=True)  # expect: floating-model-version
print(tokenizer.tokenize(train.text[0]))

# %%
def encode(texts):
    enc = tokenizer(list(texts), padding='max_length', truncation=True, max_length=CFG.max_len, return_tensors='pt')
    return enc['input_ids'], enc['attention_mask']

ids, masks = encode(train.text)
labels = torch.tensor(train.target.values)

# %%
perm = torch.randperm(len(train))
cut = int(.9 * len(train))
tr, va = perm[:cut], perm[cut:]
train_ds = TensorDataset(ids[tr], masks[tr], labels[tr])
val_ds = TensorDataset(ids[va], masks[va], labels[va])
train_loader = DataLoader(train_ds, sampler=RandomSampler(train_ds), batch_size=CFG.bs)
val_loader = DataLoader(val_ds, sampler=SequentialSampler(val_ds), batch_size=CFG.bs)

# %%
model = BertForSequenceClassification.from_pretrained("bert-large-uncased", num_labels=2, output_attentions=False)  # expect: floating-model-version
model.to(device)

# %%
optimizer = torch.optim.AdamW(model.parameters(), lr=CFG.lr, eps=1e-8)
total_steps = len(train_loader) * CFG.epochs
scheduler = get_linear_schedule_with_warmup(optimizer, num_warmup_steps=0, num_training_steps=total_steps)

# %%
def flat_accuracy(preds, labels):
    pred_flat = np.argmax(preds, axis=1).flatten()
    return np.sum(pred_flat == labels.flatten()) / len(labels.flatten())

# %%
t0 = time.time()
for epoch in range(CFG.epochs):
    model.train()
    for batch in train_loader:
        b_ids, b_mask, b_y = (t.to(device) for t in batch)
        model.zero_grad()
        out = model(b_ids, attention_mask=b_mask, labels=b_y)
        out.loss.backward()  # expect: untracked-experiment
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
    model.eval()
    accs = []
    for b_ids, b_mask, b_y in val_loader:
        with torch.no_grad():
            logits = model(b_ids.to(device), attention_mask=b_mask.to(device)).logits
        accs.append(flat_accuracy(logits.cpu().numpy(), b_y.numpy()))
    print('epoch', epoch, 'val acc', np.mean(accs))  # expect: printed-metric
print('took', time.time() - t0)

# %%
torch.save(model.state_dict(), CFG.out + 'bert_large.bin')  # expect: loose-model-file
tokenizer.save_pretrained('tok')
!ls -lh /kaggle/working  # expect: hard-coded-path

# %%
test_ids, test_masks = encode(test.text)
preds = []
model.eval()
with torch.no_grad():
    for i in range(0, len(test_ids), CFG.bs):
        o = model(test_ids[i:i+CFG.bs].cuda(), attention_mask=test_masks[i:i+CFG.bs].cuda())  # expect: hard-coded-device
        preds.append(o.logits.argmax(1).cpu().numpy())

# %%
sub = pd.read_csv('../input/nlp-getting-started/sample_submission.csv')  # expect: untracked-data
sub['target'] = np.concatenate(preds)
sub.to_csv('submission.csv', index=False)
