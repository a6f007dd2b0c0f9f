# expect: missing-purpose

# %%
"""
You can run either this notebook locally (if you have all the dependencies and a GPU) or on Google Colab.

1. Open a new Python 3 notebook.
2. Connect to an instance with a GPU.
3. Run this cell to set up dependencies.
"""
BRANCH = "r1.23.0"
!pip install wget text-unidecode  # expect: unpinned-install
!apt-get install -y sox libsndfile1 ffmpeg  # expect: shell-step
!python -m pip install git+https://github.com/NVIDIA/NeMo.git@b44ed2db8a0f0b8cb7a8b1c3c7c9b41f3c0a9d17

# %% [markdown]
# # Speech recognition on AN4
# How data look, how a pretrained model transcribes, how to fine-tune it.

# %%
!mkdir -p configs  # expect: shell-step
!wget -P configs/ https://raw.githubusercontent.com/NVIDIA/NeMo/main/examples/asr/conf/config.yaml  # expect: shell-step, unversioned-download

# %%
# This is where the an4/ directory will be placed.
data_dir = "."

# %%
import glob
import os
import subprocess
import tarfile

import wget

if not os.path.exists(data_dir + "/an4_sphere.tar.gz"):
    an4_url = "http://www.speech.cs.cmu.edu/databases/an4/an4_sphere.tar.gz"
    an4_path = wget.download(an4_url, data_dir)  # expect: unversioned-download
else:
    an4_path = data_dir + "/an4_sphere.tar.gz"

if not os.path.exists(data_dir + "/an4/"):
    tar = tarfile.open(an4_path)
    tar.extractall(path=data_dir)

# %%
sph_list = sorted(glob.glob(data_dir + "/an4/**/*.sph", recursive=True))
for sph_path in sph_list:
    wav_path = sph_path[:-4] + ".wav"
    subprocess.run(["sox", sph_path, wav_path])  # expect: shell-step
print("Finished conversion.", len(sph_list))

# %%
import IPython.display as ipd
import librosa
import matplotlib.pyplot as plt
import numpy as np

example_file = data_dir + "/an4/wav/an4_clstk/mgah/cen2-mgah-b.wav"
ipd.Audio(example_file, rate=16000)

# %%
!nvidia-smi --query-gpu=name,memory.total --format=csv

# %%
import torch

device = "cuda" if torch.cuda.is_available() else "cpu"
print(device)

# %%
import nemo
import nemo.collections.asr as nemo_asr

quartznet = nemo_asr.models.EncDecCTCModel.from_pretrained(model_name="QuartzNet15x5Base-En")  # expect: floating-model-version

# %%
files = [
    os.path.join(data_dir, "an4/wav/an4_clstk/mgah/cen2-mgah-b.wav"),
    os.path.join(data_dir, "an4/wav/an4_clstk/fmjd/cen7-fmjd-b.wav"),
]
for fname, transcription in zip(files, quartznet.transcribe(files)):
    print(f"{fname}: {transcription}")

# %%
import json


def build_manifest(transcripts_path, manifest_path, wav_path):
    with open(transcripts_path, "r") as fin:  # expect: untracked-data
        with open(manifest_path, "w") as fout:
            for line in fin:
                transcript = line[: line.find("(") - 1].lower().replace("<s>", "").replace("</s>", "").strip()
                file_id = line[line.find("(") + 1 : -2]
                audio_path = os.path.join(
                    data_dir, wav_path, file_id[file_id.find("-") + 1 : file_id.rfind("-")], file_id + ".wav"
                )
                metadata = {"audio_filepath": audio_path, "text": transcript}
                json.dump(metadata, fout)
                fout.write("\n")


train_manifest = data_dir + "/an4/train_manifest.json"
test_manifest = data_dir + "/an4/test_manifest.json"
build_manifest(data_dir + "/an4/etc/an4_train.transcription", train_manifest, "an4/wav/an4_clstk")
build_manifest(data_dir + "/an4/etc/an4_test.transcription", test_manifest, "an4/wav/an4test_clstk")

# %%
!head -n 3 {train_manifest}

# %%
from omegaconf import OmegaConf

params = OmegaConf.load("./configs/config.yaml")
print(OmegaConf.to_yaml(params.model.optim))

# %%
import pytorch_lightning as pl
from pytorch_lightning.loggers import TensorBoardLogger

pl.seed_everything(1234)
logger = TensorBoardLogger("tb_logs", name="an4")
trainer = pl.Trainer(devices=1, accelerator="auto", max_epochs=20, logger=logger)

# %%
params.model.train_ds.manifest_filepath = train_manifest
params.model.validation_ds.manifest_filepath = test_manifest
params.model.optim.lr = 0.001
model = nemo_asr.models.EncDecCTCModel(cfg=params.model, trainer=trainer)
trainer.fit(model)

# %%
# leftover of the GPU version
quartznet = quartznet.cuda()  # expect: hard-coded-device
quartznet.eval()

# %%
from nemo.collections.asr.metrics.wer import word_error_rate

references = [json.loads(line)["text"] for line in open(test_manifest)]
paths = [json.loads(line)["audio_filepath"] for line in open(test_manifest)]
hypotheses = quartznet.transcribe(paths)
wer = word_error_rate(hypotheses=hypotheses, references=references)
logger.log_metrics({"wer": wer})
print(wer)

# %%
worst = np.argsort([abs(len(h) - len(r)) for h, r in zip(hypotheses, references)])[-5:]
for i in worst:
    print(references[i], "|", hypotheses[i])

# %%
quartznet.save_to("quartznet_an4.nemo")  # expect: loose-model-file
