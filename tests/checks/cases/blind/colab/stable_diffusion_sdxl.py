# expect: missing-purpose

# %%
!nvidia-smi
!pip install diffusers==0.21.4 transformers accelerate scipy safetensors  # expect: unpinned-install

# %% [markdown]
# Text to image with latent diffusion. Only inference, nothing is trained here.

# %%
from huggingface_hub import login

login(token="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")  # expect: inline-secret

# %%
import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline

pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)  # expect: floating-model-version
pipe = pipe.to("cuda")  # expect: hard-coded-device

# %%
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)
pipe.enable_attention_slicing()

# %%
prompt = "a photograph of an astronaut riding a horse"
image = pipe(prompt).images[0]
image

# %%
image.save("astronaut_rides_horse.png")

# %%
from PIL import Image


def image_grid(imgs, rows, cols):
    assert len(imgs) == rows * cols
    w, h = imgs[0].size
    grid = Image.new("RGB", size=(cols * w, rows * h))
    for i, img in enumerate(imgs):
        grid.paste(img, box=(i % cols * w, i // cols * h))
    return grid

# %%
num_images = 3
images = pipe([prompt] * num_images, num_inference_steps=25).images
grid = image_grid(images, rows=1, cols=3)
grid

# %%
!mkdir -p out/frames  # expect: shell-step
for n, im in enumerate(images):
    im.save(f"out/frames/{n:03d}.png")

# %%
!curl -o sketch.jpg https://raw.githubusercontent.com/CompVis/stable-diffusion/main/assets/stable-samples/img2img/sketch-mountains-input.jpg  # expect: shell-step, unversioned-download

# %%
init_image = Image.open("sketch.jpg").convert("RGB")
init_image = init_image.resize((768, 512))
init_image

# %%
from diffusers import StableDiffusionImg2ImgPipeline

img2img = StableDiffusionImg2ImgPipeline(**pipe.components)
generator = torch.Generator().manual_seed(1024)
result = img2img(
    prompt="A fantasy landscape, trending on artstation", image=init_image, strength=0.75, generator=generator
).images[0]

# %%
result.save("/content/fantasy_landscape.png")  # expect: hard-coded-path

# %%
from diffusers import AutoencoderKL

vae = AutoencoderKL.from_pretrained(  # expect: floating-model-version
    "stabilityai/sd-vae-ft-mse", revision="main", torch_dtype=torch.float16
)
pipe.vae = vae.to(pipe.device)

# %%
with torch.no_grad():
    latents = vae.encode(pipe.image_processor.preprocess(init_image).to(pipe.device, torch.float16)).latent_dist.mode()
latents.shape, latents.std()

# %%
import gc

gc.collect()
torch.cuda.empty_cache()
print(torch.cuda.memory_allocated() / 2**30, "GiB")

# %%
try:
    from google.colab import files

    files.download("astronaut_rides_horse.png")
except ImportError:
    print("not on Colab")
