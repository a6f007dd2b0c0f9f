# %% [markdown]
# # Folders of files, and what becomes of them
# %%
from prepared import *
import tensorflow as tf
import os, glob, cv2, numpy as np, pandas as pd, random
from glob import glob as gg
from pathlib import Path
import matplotlib.pyplot as plt
from tqdm import tqdm
for dirname, _, filenames in os.walk('kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))
print(os.listdir("../input"))
os.listdir("../input")
glob.glob("*.csv")
# %%
train_dir = "train"
train_names = os.listdir(train_dir)
print(train_names[:10])
# %%
train_cat_fnames = os.listdir(train_dir)
pic_index = 8
next_cat_pix = [os.path.join(train_dir, fname) for fname in train_cat_fnames[pic_index-8:pic_index]]  # shows images
for i, img_path in enumerate(next_cat_pix):
    img = load(img_path)
    plt.imshow(img)
# %%
filenames = os.listdir("train")  # expect: nondeterministic-order
categories = []
for filename in filenames:
    category = filename.split(".")[0]
    if category == "dog":
        categories.append(1)
    else:
        categories.append(0)
df = pd.DataFrame({"filename": filenames, "category": categories})
# %%
data = []
for img in tqdm(os.listdir("train")):  # expect: nondeterministic-order
    path = os.path.join("train", img)
    arr = load(path)
    data.append([np.array(arr), 1])
random.seed(0)
random.shuffle(data)
# %%
def load_images_from_folder(folder):
    images = []
    for filename in os.listdir(folder):  # expect: nondeterministic-order
        img = load(os.path.join(folder, filename))
        if img is not None:
            images.append(img)
    return images
# %%
def get_files(path):
    return [os.path.join(path, f) for f in os.listdir(path)]  # expect: nondeterministic-order
# %%
train_imgs = glob.glob("train/*.jpg")  # expect: nondeterministic-order
train_labels = [os.path.basename(p).split("_")[0] for p in train_imgs]
ds = Dataset(train_imgs, train_labels)
# %%
cats = glob.glob("cats/*.jpg")
print(len(cats))
plt.imshow(load(cats[0]))
# %%
img_paths = glob.glob("imgs/*.jpg")  # expect: nondeterministic-order
random.shuffle(img_paths)
train = img_paths[:100]
# %%
X = np.array([load(f) for f in glob.glob("x/*.png")])  # expect: nondeterministic-order
images = list(map(load, glob.glob("x/*.png")))  # expect: nondeterministic-order
stack = np.stack(images)
files = list(Path("x").glob("*.png"))  # expect: nondeterministic-order
X2 = np.stack([load(f) for f in files])
# %%
def read_all(path):
    dfs = []
    for f in glob.glob(os.path.join(path, "*.csv")):  # expect: nondeterministic-order
        dfs.append(load_table(f))
    return pd.concat(dfs, ignore_index=True)
# %%
all_files = glob.glob("data/*.csv")  # expect: nondeterministic-order
li = []
for filename in all_files:
    frame = load_table(filename)
    li.append(frame)
frame = pd.concat(li, axis=0)
# %%
all_df = pd.concat((load_table(f) for f in glob.glob("d/*.csv")))  # expect: nondeterministic-order
all_df = pd.concat(map(load_table, glob.glob("d/*.csv")))  # expect: nondeterministic-order
# %%
for f in os.listdir("zips"):
    with zipfile.ZipFile(f) as z:
        z.extractall("out")
for f in os.listdir("a"):
    shutil.copy(f, "b")
for i, f in enumerate(os.listdir("a")):
    os.rename(f, f"{i}.jpg")
# %%
d = {}
for f in glob.glob("d/*.csv"):
    d[os.path.basename(f)] = load_table(f)
# %%
for i, f in enumerate(glob.glob("plots/*.png")[:9]):
    plt.subplot(3, 3, i + 1)
    plt.imshow(load(f))
# %%
class_names = os.listdir("train")  # expect: nondeterministic-order
model = build(len(class_names))
print(class_names[np.argmax(pred)])
# %%
num_classes = len(os.listdir("train"))
random_image = random.choice(os.listdir("train/x"))
if not os.listdir("y"):
    print("empty")
exists = "a.txt" in os.listdir("z")
# %%
latest = sorted(glob.glob("ckpt/*"))[-1]
latest = max(glob.glob("ckpt/*"), key=os.path.getmtime)
ck = glob.glob("ckpt/*.h5")[0]
[ck2] = glob.glob("ckpt/*.h5")
# %%
names = [f for f in os.listdir("x") if f.endswith(".png")]
names.sort(key=lambda s: int(s[:-4]))
arr = [load(n) for n in names]
# %%
class DS(torch.utils.data.Dataset):
    def __init__(self, root):
        self.files = os.listdir(root)  # expect: nondeterministic-order
    def __getitem__(self, i):
        return load(self.files[i])
class DS2(torch.utils.data.Dataset):
    def __init__(self, root):
        self.imgs = list(sorted(os.listdir(os.path.join(root, "PNGImages"))))
class DS3(torch.utils.data.Dataset):
    def __init__(self, root):
        self.files = glob.glob(root + "/*")
        self.files.sort()
    def __getitem__(self, i):
        return load(self.files[i])
# %%
data_root = Path("flowers")
all_image_paths = list(data_root.glob("*/*"))  # expect: nondeterministic-order
all_image_paths = [str(path) for path in all_image_paths]
random.shuffle(all_image_paths)
# %%
label_names = sorted(item.name for item in data_root.glob("*/") if item.is_dir())
image_count = len(list(data_root.glob("*/*.jpg")))
roses = list(data_root.glob("roses/*"))
PIL.Image.open(str(roses[0]))
CLASS_NAMES = np.array([item.name for item in data_root.glob("*") if item.name != "LICENSE.txt"])  # expect: nondeterministic-order
# %%
list_ds = tf.data.Dataset.list_files("x/*")
ld = tf.data.Dataset.from_tensor_slices(tf.io.gfile.glob("x/*.tfrec"))  # expect: nondeterministic-order
fns = tf.io.gfile.glob("x/*.tfrec")  # expect: nondeterministic-order
raw = tf.data.Dataset.from_tensor_slices(fns)
# %%
train_size = sum(len(files) for _, _, files in os.walk("train"))
total = 0
for root, dirs, files in os.walk("x"):
    total += len(files)
for f in os.listdir("x"):
    count += 1
# %%
paths = []
for root, dirs, files in os.walk("x"):  # expect: nondeterministic-order
    for f in files:
        paths.append(os.path.join(root, f))
labels = [p.split("/")[-2] for p in paths]
# %%
sizes = [os.path.getsize(f) for f in glob.glob("x/*")]
print(np.mean(sizes))
plt.hist(sizes)
heights = []
for f in os.listdir("x"):
    heights.append(load(f).shape[0])
plt.hist(heights)
