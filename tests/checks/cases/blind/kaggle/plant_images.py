# %% [markdown]
# ### Plant pathology - EfficientNet baseline with 5 folds
# TF 2, one fold shown.

# %%
!pip install -q efficientnet==1.1.1 --no-deps
!pip install ../input/kaggle-wheels/albumentations-1.3.0-py3-none-any.whl

# %%
import os, random, gc, glob
from pathlib import Path
import numpy as np
import pandas as pd
import tensorflow as tf
import tensorflow.keras.layers as L
from sklearn.model_selection import StratifiedKFold
from tqdm.notebook import tqdm
import cv2
import matplotlib.pyplot as plt

# %%
from kaggle_secrets import UserSecretsClient  # expect: platform-bound
user_secrets = UserSecretsClient()  # expect: platform-bound
wandb_key = user_secrets.get_secret("wandb")  # expect: platform-bound

# %%
def seed_everything(seed=0):
    random.seed(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)
    os.environ['PYTHONHASHSEED'] = str(seed)

seed = 2048
seed_everything(seed)

# %%
class CFG:
    img = 512
    folds = 5
    epochs = 8
    bs = 16
    path = '../input/plant-pathology-2020-fgvc7'

# %%
train = pd.read_csv(f'{CFG.path}/train.csv')  # expect: untracked-data
sub = pd.read_csv(f'{CFG.path}/sample_submission.csv')  # expect: untracked-data
train.head()

# %%
files = glob.glob(f'{CFG.path}/images/*.jpg')
print(len(files))

# %%
img = cv2.imread(f'{CFG.path}/images/Train_0.jpg')
plt.imshow(cv2.cvtColor(img, cv2.COLOR_BGR2RGB)); plt.axis('off')

# %%
hashes = []
for fn in tqdm(os.listdir(f'{CFG.path}/images')):  # expect: nondeterministic-order
    hashes.append((fn, os.path.getsize(f'{CFG.path}/images/{fn}')))
sizes = pd.DataFrame(hashes, columns=['fn', 'bytes'])
sizes['bytes'].hist(bins=50)

# %%
train['label'] = train[['healthy', 'multiple_diseases', 'rust', 'scab']].values.argmax(1)
train['label'].value_counts().plot.bar()

# %%
train['fold'] = -1
skf = StratifiedKFold(n_splits=CFG.folds, shuffle=True, random_state=seed)
for f, (_, idx) in enumerate(skf.split(train, train.label)):
    train.loc[idx, 'fold'] = f
pd.crosstab(train.fold, train.label)

# %%
try:
    tpu = tf.distribute.cluster_resolver.TPUClusterResolver()
    tf.config.experimental_connect_to_cluster(tpu)
    strategy = tf.distribute.TPUStrategy(tpu)
except ValueError:
    strategy = tf.distribute.get_strategy()
print("REPLICAS: ", strategy.num_replicas_in_sync)

# %%
def augment(image, label):
    return tf.image.random_flip_left_right(image), label

# %%
fold = 0
trn, val = train[train.fold != fold], train[train.fold == fold]
X_trn = np.stack([cv2.resize(cv2.imread(f'{CFG.path}/images/{i}.jpg'), (CFG.img, CFG.img)) for i in trn.image_id])  # expect: untracked-data
X_val = np.stack([cv2.resize(cv2.imread(f'{CFG.path}/images/{i}.jpg'), (CFG.img, CFG.img)) for i in val.image_id])  # expect: untracked-data
train_dataset = tf.data.Dataset.from_tensor_slices((X_trn, trn.label.values)).map(augment).repeat().shuffle(512).batch(CFG.bs)
valid_dataset = tf.data.Dataset.from_tensor_slices((X_val, val.label.values)).batch(CFG.bs)

# %%
import efficientnet.tfkeras as efn
with strategy.scope():
    model = tf.keras.Sequential([
        efn.EfficientNetB4(input_shape=(CFG.img, CFG.img, 3), weights='imagenet', include_top=False),
        L.GlobalAveragePooling2D(),
        L.Dense(4, activation='softmax'),
    ])
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.summary()

# %%
ckpt = tf.keras.callbacks.ModelCheckpoint(f'fold{fold}.h5', save_best_only=True, monitor='val_loss')
csv_log = tf.keras.callbacks.CSVLogger('history.csv')
history = model.fit(  # expect: untracked-experiment
    train_dataset, epochs=CFG.epochs, steps_per_epoch=len(trn) // CFG.bs,
    validation_data=valid_dataset, callbacks=[ckpt, csv_log]
)

# %%
probs = model.predict(valid_dataset)
val_acc = (probs.argmax(1) == val.label.values).mean()
print(f'fold {fold} accuracy {val_acc:.4f}')  # expect: printed-metric

# %%
from sklearn.metrics import roc_auc_score
with open('cv.txt', 'a') as f:
    f.write(f'{fold},{roc_auc_score(pd.get_dummies(val.label), probs):.5f}\n')

# %%
X_test = np.stack([cv2.resize(cv2.imread(f'{CFG.path}/images/{i}.jpg'), (CFG.img, CFG.img)) for i in sub.image_id])  # expect: untracked-data
sub[['healthy', 'multiple_diseases', 'rust', 'scab']] = model.predict(X_test)
sub.to_csv('submission.csv', index=False)

# %%
!rm -rf __pycache__  # expect: shell-step
gc.collect()
