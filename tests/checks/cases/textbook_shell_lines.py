# %% [markdown]
# # The notebook as a terminal

# %%
!cp /home/wei/raw/*.fastq data/  # expect: hard-coded-path, shell-step
!ls /usr/lib | head -3
!cat /etc/os-release
!echo "the data are in /home/wei"
!ls data

# %%
%cd /content/drive/MyDrive/genomes  # expect: hard-coded-path

# %%
%%bash
set -e
mkdir -p out  # expect: shell-step
cd /mnt/fast/genomes  # expect: hard-coded-path
wc -l *.txt > /dev/null

# %%
%%time
import pandas as pd
reads = pd.read_csv("out/reads.tsv", sep="\t")  # expect: untracked-data

# %%
files = !ls ~/genomes  # expect: hard-coded-path
!pip install -q pandas  # expect: unpinned-install

# %%
%matplotlib inline
%load_ext autoreload
%autoreload 2
%timeit sum(range(100))

# %%
%run /Users/wei/notebooks/setup.ipynb  # expect: hard-coded-path
