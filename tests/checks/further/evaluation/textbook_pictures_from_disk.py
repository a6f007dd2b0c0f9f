# %% [markdown]
# # Chapter 11: more pictures than you took

# %%
import nlpaug.augmenter.word as naw
from keras.preprocessing.image import ImageDataGenerator
from sklearn.model_selection import train_test_split

pictures = ImageDataGenerator(rescale=1 / 255, rotation_range=20, validation_split=0.2)
train = pictures.flow_from_directory("pictures", subset="training", seed=1)
valid = pictures.flow_from_directory("pictures", subset="validation", seed=1)

# %%
synonyms = naw.SynonymAug(aug_src="wordnet")
more = synonyms.augment(texts)  # expect: resampled-before-split
train_texts, test_texts = train_test_split(texts + more, random_state=1)

# %%
train_texts, test_texts = train_test_split(texts, random_state=1)
train_texts = train_texts + synonyms.augment(train_texts)

# %%
smaller = reviews.sample(n=500, random_state=1)
larger = reviews.sample(frac=1, random_state=1)
train, test = train_test_split(smaller, random_state=1)
