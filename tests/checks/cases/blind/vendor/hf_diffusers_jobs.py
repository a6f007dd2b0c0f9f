# %% [markdown]
# # Generate product pictures
# Stable diffusion in half precision; how prompts, seeds and schedulers change the picture.

# %%
!nvidia-smi
!pip install -Uqq diffusers transformers ftfy  # expect: unpinned-install

# %%
import os
from pathlib import Path

import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline
from PIL import Image

torch.manual_seed(1)
if not (Path.home() / ".cache/huggingface" / "token").exists():
    from huggingface_hub import login

    login(token=os.environ["HF_TOKEN"])

# %%
pipe = StableDiffusionPipeline.from_pretrained(  # expect: floating-model-version
    "CompVis/stable-diffusion-v1-4", variant="fp16", torch_dtype=torch.float16
).to("cuda")  # expect: hard-coded-device

# %%
prompt = "a photograph of an astronaut riding a horse"
pipe(prompt).images[0]


# %%
def image_grid(imgs, rows, cols):
    w, h = imgs[0].size
    grid = Image.new("RGB", size=(cols * w, rows * h))
    for i, img in enumerate(imgs):
        grid.paste(img, box=(i % cols * w, i // cols * h))
    return grid


# %%
images = [pipe([prompt], guidance_scale=g, num_inference_steps=30).images[0] for g in [1.1, 3, 7, 14]]
image_grid(images, rows=1, cols=4)

# %%
device = "mps" if torch.backends.mps.is_available() else "cuda" if torch.cuda.is_available() else "cpu"
generator = torch.Generator(device).manual_seed(1024)
pipe(prompt, generator=generator, num_images_per_prompt=2)

# %%
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
torch.manual_seed(1000)
latents = torch.randn((1, 4, 64, 64)).half().cuda()  # expect: hard-coded-device
pipe(prompt, latents=latents).images[0]

# %%
from huggingface_hub import hf_hub_download, snapshot_download

weights = hf_hub_download("sd-concepts-library/indian-watercolor-portraits", "learned_embeds.bin")  # expect: floating-model-version
pipe.load_textual_inversion(weights)

# %%
local = snapshot_download(
    "sd-dreambooth-library/mr-potato-head", revision="9a0f1b8a7d1d42b6c9a5f0b5aa6dd8b3f7ac2f10", cache_dir="./models"
)
os.listdir(local)

# %%
potato = StableDiffusionPipeline.from_pretrained(local, torch_dtype=torch.float16)
potato.enable_model_cpu_offload()

# %%
out_dir = Path("pictures")
out_dir.mkdir(exist_ok=True)
for i, image in enumerate(images):
    image.save(out_dir / f"{i:03d}.png")

# %%
files = list(out_dir.glob("*.png"))
print(len(files), "pictures")

# %%
sheet = image_grid([Image.open(f) for f in out_dir.glob("*.png")], rows=1, cols=4)  # expect: nondeterministic-order
sheet.save("/content/drive/MyDrive/sheet.png")  # expect: hard-coded-path

# %%
for f in sorted(out_dir.glob("*.png")):
    print(f.name, Image.open(f).size)
