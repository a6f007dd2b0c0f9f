# %% [markdown]
# # Which folder was read first: labels, splits and lists that depend on it
# %%
from prepared import *
import zipfile, os, glob, cv2, numpy as np, pandas as pd, shutil, random
# %%
classes = os.listdir("signs")  # expect: nondeterministic-order
letter_to_label = dict(zip(classes, range(len(classes))))
# %%
kinds = {}
folders = os.listdir("plants")  # expect: nondeterministic-order
for i, folder in enumerate(folders):
    kinds.setdefault(i, folder)
# %%
ids = sorted(os.listdir("stage1"))
masks = {one: len(os.listdir(os.path.join("stage1", one))) for one in ids}
# %%
def load_data(path):
    labels = os.listdir(path)  # expect: nondeterministic-order
    i = 0
    X = np.zeros((10, 4))
    for label in labels:
        names = os.listdir(os.path.join(path, label))  # expect: nondeterministic-order
        for name in names:
            X[i] = load(name)
            i += 1
    return X
# %%
note_to_int = dict((note, number) for number, note in enumerate(set(notes)))  # expect: nondeterministic-order
entities = {e: i for i, e in enumerate(set(hs) | set(ts))}  # expect: nondeterministic-order
pitchnames = sorted(set(item for item in notes))
# %%
for expression in os.listdir("faces"):
    first = os.path.join("faces", expression, os.listdir(os.path.join("faces", expression))[5])
    plt.imshow(load(first))
# %%
counts = {}
for name in os.listdir("train"):
    counts[name] = len(os.listdir(os.path.join("train", name)))
pd.Series(counts).plot(kind="bar")
n_per_class = [len(os.listdir(os.path.join("train", c))) for c in classes]
# %%
files = os.listdir("all")  # expect: nondeterministic-order
n = int(len(files) * 0.8)
for f in files[:n]:
    shutil.copy(f, "train")
for f in files[n:]:
    shutil.copy(f, "val")
# %%
with open("list.txt", "w") as out:
    for f in glob.glob("images/*.jpg"):  # expect: nondeterministic-order
        out.write(f + "\n")
# %%
class Loader:
    def __init__(self, root):
        self.samples = []
        for name in os.listdir(root):  # expect: nondeterministic-order
            self.samples.append(name)
class Reader:
    def __init__(self, root):
        self.paths = [os.path.join(root, f) for f in os.listdir(root)]  # expect: nondeterministic-order
    def __len__(self):
        return len(self.paths)
    def __getitem__(self, i):
        return load(self.paths[i])
class Counting:
    def __init__(self, root):
        self.paths = glob.glob(root)
    def __len__(self):
        return len(self.paths)
# %%
dogs = glob.glob("dogs/*.jpg")  # expect: nondeterministic-order
cats = glob.glob("cats/*.jpg")  # expect: nondeterministic-order
y = [1] * len(dogs) + [0] * len(cats)
paths = dogs + cats
data = build(paths, y)
# %%
human_files = np.array(glob.glob("lfw/*/*"))  # expect: nondeterministic-order
dog_files = np.array(glob.glob("dogs/*/*/*"))
print("There are %d total human images." % len(human_files))
print("There are %d total dog images." % len(dog_files))
# %%
human_files_short = human_files[:100]
for human in human_files_short:
    found += detect(human)
# %%
texts = [load(f) for f in glob.iglob("poems/*.txt")]  # expect: nondeterministic-order
# %%
image_list = []
for filename in glob.glob("yoga/*.gif"):
    im = Image.open(filename)
    image_list.append(im)
print(len(image_list))
# %%
with zipfile.ZipFile("x.zip", "w") as z:
    for f in os.listdir("out"):
        z.write(f)
# %%
[os.remove(f) for f in glob.glob("*.tmp")]
frames_in_video = sorted(os.listdir("frames"), key=lambda s: int(s[5:-4]))
videos = [f for f in os.listdir("videos") if f.endswith("mp4")]
video = random.choice(videos)  # expect: unseeded-run
# %%
filelist = [os.path.join("raw", f) for f in os.listdir("raw")]
filelist.sort()
table = pd.concat([load(f) for f in filelist])
# %%
latest_file = max([f for f in glob.glob("c/*.ckpt")], key=os.path.getctime)
model_path = [f for f in os.listdir("m") if f.endswith(".h5")][0]
# %%
dfs = {os.path.basename(f): load(f) for f in glob.glob("d/*.csv")}
word_freq = {w: words.count(w) for w in set(words)}
both = set(a).intersection(b)
print(sorted(both))
tr = df[df.user.isin(list(set(users)))]
user_list = list(set(users))
for u in user_list[:5]:
    print(u)
x_labels = list(set(df["kind"]))
plt.bar(x_labels, [1, 2])

# %%
def pack(path, ziph):
    for root, folders, names in os.walk(path):
        for name in names:
            ziph.write(os.path.join(root, name))

def size_of(path):
    total = 0
    for where, folders, names in os.walk(path):
        for name in names:
            total += os.path.getsize(os.path.join(where, name))
    return total
