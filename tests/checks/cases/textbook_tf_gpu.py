# %% [markdown]
# ##### Copyright 2020 The Authors.

# %%
#@title Licensed under the Apache License, Version 2.0
# you may not use this file except in compliance with the License.

# %% [markdown]
# # Using a GPU

# %%
try:
    %tensorflow_version 2.x
except Exception:
    pass
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["PYTHONWARNINGS"] = "ignore"  # expect: silenced-warnings
import tensorflow as tf
gpus = tf.config.list_physical_devices('GPU')
tf.debugging.set_log_device_placement(True)

# %%
with tf.device('/CPU:0'):
    a = tf.constant([[1.0, 2.0]])
with tf.device('/GPU:0'):  # expect: hard-coded-device
    b = tf.matmul(a, a, transpose_b=True)

# %%
if gpus:
    with tf.device('/GPU:0'):
        c = a + a
device_name = tf.test.gpu_device_name()
if device_name != '/device:GPU:0':
    raise SystemError('GPU device not found')
print('Found GPU at: {}'.format(device_name))

# %%
%tensorflow_version 1.x  # expect: platform-bound
import warnings
warnings.warn("this is a warning")
def warn(*args, **kwargs):
    pass
warnings.warn = warn  # expect: silenced-warnings

# %%
import spacy
spacy.prefer_gpu()
!python -m spacy download en_core_web_sm  # expect: shell-step
