# expect: missing-purpose
# %%
import os
import cv2
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from tqdm import tqdm, tqdm_notebook
from keras.models import Sequential, load_model
from keras.layers import Dense, Dropout, Flatten, Conv2D, MaxPooling2D, GlobalAveragePooling2D
from keras.preprocessing.image import ImageDataGenerator
from keras.applications import VGG16
from keras.optimizers import Adam
from keras.callbacks import ModelCheckpoint, EarlyStopping, ReduceLROnPlateau
%matplotlib inline
print(os.listdir("../input"))

# %% [markdown]
# ### Unzip
# the images come as zip files in this competition

# %%
!mkdir -p data  # expect: shell-step
!unzip -q ../input/aerial-cactus-identification/train.zip -d data/  # expect: shell-step
!unzip -q ../input/aerial-cactus-identification/test.zip -d data/  # expect: shell-step
!ls data

# %%
train_dir = "data/train/"
test_dir = "data/test/"
train_df = pd.read_csv('../input/aerial-cactus-identification/train.csv')  # expect: untracked-data
train_df.head()

# %%
im = cv2.imread("data/train/01e30c0ba6e91343a12d2126fcafc0dd.jpg")
plt.imshow(im)

# %%
np.random.seed(2019)
idx = np.random.permutation(len(train_df))
train_df = train_df.iloc[idx].reset_index(drop=True)

# %%
train_df['has_cactus'] = train_df['has_cactus'].astype(str)
print(train_df.has_cactus.value_counts())
print(len(os.listdir(train_dir)), 'train images')

# %%
datagen = ImageDataGenerator(rescale=1./255, horizontal_flip=True, vertical_flip=True)
batch_size = 150

# %%
train_generator = datagen.flow_from_dataframe(dataframe=train_df[:15001], directory=train_dir, x_col='id',  # expect: untracked-data
                                              y_col='has_cactus', class_mode='binary', batch_size=batch_size,
                                              target_size=(150, 150))
validation_generator = datagen.flow_from_dataframe(dataframe=train_df[15000:], directory=train_dir, x_col='id',  # expect: untracked-data
                                                   y_col='has_cactus', class_mode='binary', batch_size=50,
                                                   target_size=(150, 150))

# %%
vgg = VGG16(weights='imagenet', include_top=False, input_shape=(150, 150, 3))
vgg.trainable = False

# %%
def build_model(base, dropout=0.5):
    m = Sequential()
    m.add(base)
    m.add(GlobalAveragePooling2D())
    m.add(Dense(256, activation='relu'))
    m.add(Dropout(dropout))
    m.add(Dense(1, activation='sigmoid'))
    return m

model = build_model(vgg)
model.compile(loss='binary_crossentropy', optimizer=Adam(1e-4), metrics=['accuracy'])
model.summary()

# %%
callbacks = [ModelCheckpoint('best.hdf5', save_best_only=True), EarlyStopping(patience=5), ReduceLROnPlateau(patience=2)]

# %%
%%time
history = model.fit_generator(train_generator, steps_per_epoch=100, epochs=10, validation_data=validation_generator, validation_steps=50, callbacks=callbacks)  # expect: unseeded-run, untracked-experiment

# %%
model.evaluate_generator(validation_generator, steps=50)  # expect: printed-metric

# %%
model.save('cactus_vgg.h5')  # expect: loose-model-file

# %%
model = load_model('best.hdf5')
test_files = os.listdir(test_dir)  # expect: nondeterministic-order
X_tst = []
Test_imgs = []
for img_id in tqdm_notebook(test_files):
    X_tst.append(cv2.imread(os.path.join(test_dir, img_id)) / 255.)  # expect: untracked-data
    Test_imgs.append(img_id)
X_tst = np.asarray(X_tst, dtype='float32')

# %%
test_predictions = model.predict(X_tst)
sub_df = pd.DataFrame(test_predictions, columns=['has_cactus'])
sub_df['id'] = Test_imgs
sub_df.to_csv('samplesubmission.csv', index=False)

# %%
!rm -r data  # expect: shell-step
