# %% [markdown]
# # PBMC, two donors: clusters and markers
# follows the usual tutorial; thresholds by eye

# %%
import glob
import os
import numpy as np
import pandas as pd
import scanpy as sc
import anndata as ad

sc.settings.verbosity = 3
sc.logging.print_header()
sc.settings.set_figure_params(dpi=80, facecolor="white")

# %%
!mkdir -p write  # expect: shell-step
!curl -s https://cf.example.com/samples/cell-exp/pbmc3k_filtered.tar.gz -o data/pbmc3k.tar.gz  # expect: shell-step, unversioned-download
!cd data; tar -xzf pbmc3k.tar.gz  # expect: shell-step

# %%
results_file = "write/pbmc3k.h5ad"
base = "/mnt/storage/lab/pbmc/donor2"  # expect: hard-coded-path

# %%
adata = sc.read_10x_mtx("data/filtered_gene_bc_matrices/hg19/", var_names="gene_symbols", cache=True)  # expect: untracked-data
adata.var_names_make_unique()
adata

# %%
parts = []
for path in glob.glob(os.path.join(base, "*.h5")):  # expect: nondeterministic-order
    a = sc.read_10x_h5(path)  # expect: untracked-data
    a.obs["file"] = os.path.basename(path)
    parts.append(a)
donor2 = ad.concat(parts)
print(donor2.n_obs)

# %%
print(len(glob.glob(os.path.join(base, "*.h5"))), "files of donor 2")

# %%
adata = ad.concat({"d1": adata, "d2": donor2}, label="donor", index_unique="-")
sc.pp.filter_cells(adata, min_genes=200)
sc.pp.filter_genes(adata, min_cells=3)

# %%
adata.var["mt"] = adata.var_names.str.startswith("MT-")
sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], percent_top=None, log1p=False, inplace=True)
sc.pl.violin(adata, ["n_genes_by_counts", "total_counts", "pct_counts_mt"], jitter=0.4, multi_panel=True)

# %%
adata = adata[adata.obs.n_genes_by_counts < 2500, :]
adata = adata[adata.obs.pct_counts_mt < 5, :].copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)

# %%
from sklearn.decomposition import PCA

hv = adata.X.toarray()[:, np.argsort(-adata.X.toarray().var(0))[:2000]]
pcs = PCA(n_components=40, svd_solver="full").fit_transform(hv)
pcs.shape

# %%
from sklearn.cluster import KMeans

labels = KMeans(n_clusters=8, n_init=10).fit_predict(pcs)  # expect: unseeded-run, untracked-experiment
adata.obs["km"] = pd.Categorical(labels.astype(str))
adata.obs["km"].value_counts()

# %%
import umap

emb = umap.UMAP(n_neighbors=15, min_dist=0.3).fit_transform(pcs)  # expect: unseeded-run
adata.obsm["X_umap"] = emb
sc.pl.umap(adata, color=["km", "donor"])

# %%
emb_fixed = umap.UMAP(random_state=0).fit_transform(pcs)
np.save("write/umap.npy", emb_fixed)

# %%
emb2 = np.load("write/umap.npy")
assert emb2.shape[1] == 2

# %%
marker_genes = ["IL7R", "CD79A", "MS4A1", "CD8A", "CD8B", "LYZ", "CD14"]
for gene in set(marker_genes) & set(adata.var_names):
    print(gene)

# %%
sc.tl.rank_genes_groups(adata, "km", method="wilcoxon")
sc.pl.rank_genes_groups(adata, n_genes=25, sharey=False)

# %%
from Bio import SeqIO

records = list(SeqIO.parse("data/markers.fasta", "fasta"))  # expect: untracked-data
gc = [100 * (r.seq.count("G") + r.seq.count("C")) / len(r) for r in records]
np.mean(gc)

# %%
adata.write(results_file)
again = sc.read_h5ad(results_file)
again.obs.head()
