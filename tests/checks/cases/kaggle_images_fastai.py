# %% [markdown]
# # Plant pathology with fastai

# %%
from fastai.vision.all import *
import pandas as pd

set_seed(42, reproducible=True)

# %%
path = Path('../input/plant-pathology-2020-fgvc7')
df = pd.read_csv(path/'train.csv')  # expect: untracked-data
df['label'] = df[['healthy', 'multiple_diseases', 'rust', 'scab']].idxmax(axis=1)

# %%
dls = ImageDataLoaders.from_df(df, path, fn_col='image_id', folder='images', suff='.jpg',  # expect: untracked-data
                               label_col='label', valid_pct=0.2, seed=42,
                               item_tfms=Resize(224), bs=32)

# %%
learn = vision_learner(dls, resnet34, metrics=accuracy)
learn.fine_tune(2)  # expect: untracked-experiment

# %%
learn.export('/kaggle/working/model.pkl')  # expect: hard-coded-path, loose-model-file
interp = ClassificationInterpretation.from_learner(learn)
