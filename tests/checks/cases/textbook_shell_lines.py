# %% [markdown]
# # The notebook as a terminal

# %%
!cp /home/wei/raw/*.fastq data/  # expect: hard-coded-path
!ls /usr/lib | head -3
!cat /etc/os-release
!echo "the data are in /home/wei"
!ls data

# %%
%cd /content/drive/MyDrive/genomes  # expect: hard-coded-path

# %%
%%bash
set -e
mkdir -p out
cd /mnt/fast/genomes  # expect: hard-coded-path
wc -l *.txt > /dev/null

# %%
%%time
import pandas as pd
reads = pd.read_csv("out/reads.tsv", sep="\t")  # expect: untracked-data

# %%
files = !ls ~/genomes  # expect: hard-coded-path
!pip install -q pandas

# %%
%matplotlib inline
%load_ext autoreload
%autoreload 2
%timeit sum(range(100))

# %%
%run /Users/wei/notebooks/setup.ipynb  # expect: hard-coded-path
