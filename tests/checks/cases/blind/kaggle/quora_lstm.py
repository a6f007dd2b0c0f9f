# %% [markdown]
# # Quora insincere questions
# GRU without pretrained vectors. Mostly a refactoring of older public kernels, thanks to everyone.

# %%
import os
import gc
import re
import time
import numpy as np
import pandas as pd
from tqdm import tqdm
import tensorflow as tf
from sklearn import metrics
from sklearn.model_selection import train_test_split, StratifiedKFold
from keras.preprocessing.text import Tokenizer
from keras_preprocessing.sequence import pad_sequences
from keras.layers import Dense, Input, GRU, Embedding, Dropout, Bidirectional, GlobalMaxPool1D
from keras.models import Model
from keras.callbacks import EarlyStopping
tqdm.pandas()

# %%
def set_seed(seed):
    os.environ["PYTHONHASHSEED"] = str(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)

set_seed(1029)

# %%
train_df = pd.read_csv("../input/quora-insincere-questions-classification/train.csv")  # expect: untracked-data
test_df = pd.read_csv("../input/quora-insincere-questions-classification/test.csv")  # expect: untracked-data
print("Train shape : ", train_df.shape)

# %%
embed_size = 300
max_features = 50000
maxlen = 100

# %%
tokenizer = Tokenizer(num_words=max_features)
tokenizer.fit_on_texts(list(train_df["question_text"].fillna("_na_").values))  # expect: leaky-preprocessing

# %%
train_df, val_df = train_test_split(train_df, test_size=0.1, random_state=2018)
train_X = pad_sequences(tokenizer.texts_to_sequences(train_df["question_text"].fillna("_na_")), maxlen=maxlen)
val_X = pad_sequences(tokenizer.texts_to_sequences(val_df["question_text"].fillna("_na_")), maxlen=maxlen)
test_X = pad_sequences(tokenizer.texts_to_sequences(test_df["question_text"].fillna("_na_")), maxlen=maxlen)
train_y = train_df['target'].values
val_y = val_df['target'].values

# %%
vocab = set()
for sentence in train_df.question_text.str.split():
    vocab.update(sentence)
print(len(vocab), 'words,', 'python' in vocab)

# %%
!ls ../input/quora-insincere-questions-classification/
BAD_WORDS = '../input/bad-words/english.txt'
with open(BAD_WORDS) as f:  # expect: untracked-data
    bad_words = {line.strip().lower() for line in f if line.strip()}

train_df['n_bad'] = train_df.question_text.str.lower().str.split().apply(lambda ws: sum(w in bad_words for w in ws))
train_df.groupby('target').n_bad.mean()

# %%
# embeddings from scratch, glove did not fit into memory any more
word_index = tokenizer.word_index
nb_words = min(max_features, len(word_index))
embedding_matrix = np.random.normal(0, 0.05, (nb_words, embed_size))
for word, i in word_index.items():
    if i >= nb_words: continue
    if word in bad_words: embedding_matrix[i, :10] += 1
# del all_embs; gc.collect()

# %%
inp = Input(shape=(maxlen,))
x = Embedding(max_features, embed_size, weights=[embedding_matrix])(inp)
x = Bidirectional(GRU(64, return_sequences=True))(x)
x = GlobalMaxPool1D()(x)
x = Dense(16, activation="relu")(x)
x = Dropout(0.1)(x)
x = Dense(1, activation="sigmoid")(x)
model = Model(inputs=inp, outputs=x)
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

# %%
es = EarlyStopping(monitor='val_loss', patience=1)
model.fit(train_X, train_y, batch_size=512, epochs=2, validation_data=(val_X, val_y), callbacks=[es])  # expect: untracked-experiment

# %%
pred_glove_val_y = model.predict([val_X], batch_size=1024, verbose=1)
for thresh in np.arange(0.1, 0.501, 0.01):
    thresh = np.round(thresh, 2)
    print("F1 score at threshold {0} is {1}".format(thresh, metrics.f1_score(val_y, (pred_glove_val_y > thresh).astype(int))))  # expect: printed-metric

# %%
# v2: retrain with paragram
model.fit(train_X, train_y, batch_size=512, epochs=1, verbose=2)
model.save_weights('gru_v2.h5')  # expect: loose-model-file

# %%
pred_test_y = (pred_noemb_test_y > 0.35).astype(int)  # expect: undefined-on-restart

# %%
pred_noemb_test_y = model.predict([test_X], batch_size=1024)
out_df = pd.DataFrame({"qid": test_df["qid"].values})
out_df['prediction'] = (pred_noemb_test_y > 0.35).astype(int)
out_df.to_csv("submission.csv", index=False)

# %%
missing = [w for w in sorted(vocab) if w not in word_index]
pd.Series(missing).head(50)
