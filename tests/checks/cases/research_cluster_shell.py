# expect: missing-purpose
# %%
%%bash
set -euo pipefail
VERSION=4.8.3
wget -q https://repo.example.org/tool-${VERSION}.tar.gz  # expect: shell-step
wget -q https://genomes.example.org/hg38.fa.gz  # expect: shell-step, unversioned-download
gunzip -c hg38.fa.gz | head -2
for f in *.fastq.gz; do
    zcat $f | wc -l
done
cat > notes.txt <<EOF  # expect: shell-step
rm -rf everything
pip install nothing
EOF
if [ ! -d tool ]; then mkdir tool; fi  # expect: shell-step
source activate bio && conda install -y -c bioconda samtools=1.17 bedtools  # expect: unpinned-install
conda env create -f environment.yml

# %% [markdown]
# # Variant calling

# %%
import subprocess, os, sys, shlex
subprocess.run(["samtools", "view", "-H", "a.bam"], check=True)
subprocess.run(shlex.split("bwa index hg38.fa"))  # expect: shell-step
os.system("python scripts/call_variants.py --threads 8")  # expect: shell-step
out = subprocess.check_output("git rev-parse HEAD", shell=True)
subprocess.check_call([sys.executable, "-m", "pip", "install", "pysam"])  # expect: unpinned-install
subprocess.check_call([sys.executable, "-m", "pip", "install", "pysam==0.22.0"])

# %%
for package in ["cyvcf2==0.30.28", "scikit-allel==1.3.7"]:
    !pip install -q {package}
extras = ["plotly", "kaleido==0.2.1"]
!pip install -q {" ".join(extras)}  # expect: unpinned-install

# %%
def install(package):
    subprocess.check_call([sys.executable, "-m", "pip", "install", package])
install("logomaker==0.8")

# %%
!git clone https://github.com/lab/pipeline  # expect: shell-step
!cd pipeline && git checkout 8f2e1c0 && ls  # expect: shell-step
!git clone https://github.com/lab/models.git  # expect: shell-step, unversioned-download
!git -C models log --oneline | head -2
!curl -s https://api.example.org/status
!curl -sSL https://get.example.org/install.sh | bash -s -- --yes  # expect: shell-step, unversioned-download
!echo done && which samtools
