# %% [markdown]
# # Stable Diffusion playground
# Text to image, image to image, and a small latent walk.

# %%
!nvidia-smi -L

# %%
!pip install -qq diffusers==0.21.4 transformers==4.34.0 accelerate==0.23.0
!pip install -qq xformers ftfy scipy  # expect: unpinned-install

# %%
import os
import torch
import numpy as np
from PIL import Image
from torch import autocast
from tqdm.auto import tqdm
from matplotlib import pyplot as plt
from diffusers import StableDiffusionPipeline, StableDiffusionImg2ImgPipeline, AutoencoderKL, UNet2DConditionModel, LMSDiscreteScheduler
from transformers import CLIPTextModel, CLIPTokenizer
from huggingface_hub import notebook_login

# %%
notebook_login()  # expect: interactive-input

# %%
pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16).to("cuda")  # expect: floating-model-version, hard-coded-device

# %%
prompt = "a photograph of an astronaut riding a horse"  #@param {type:"string"}
image = pipe(prompt).images[0]
image

# %%
generator = torch.Generator("cuda").manual_seed(1024)  # expect: hard-coded-device
image = pipe(prompt, generator=generator, guidance_scale=7.5).images[0]
image.save('astronaut.png')

# %%
def image_grid(imgs, rows, cols):
    assert len(imgs) == rows*cols
    w, h = imgs[0].size
    grid = Image.new('RGB', size=(cols*w, rows*h))
    for i, img in enumerate(imgs):
        grid.paste(img, box=(i%cols*w, i//cols*h))
    return grid

# %%
num_cols, num_rows = 3, 2
all_images = []
for i in range(num_rows):
    g = torch.Generator(device=pipe.device).manual_seed(i)
    all_images.extend(pipe([prompt] * num_cols, generator=g).images)
image_grid(all_images, rows=num_rows, cols=num_cols)

# %% [markdown]
# ## The pieces by hand

# %%
torch_device = "cuda" if torch.cuda.is_available() else "cpu"
repo = "CompVis/stable-diffusion-v1-4"
sha = "133a221b8aa7292a167afc5127cb63fb5005638b"
vae = AutoencoderKL.from_pretrained(repo, subfolder="vae", revision=sha).to(torch_device)
unet = UNet2DConditionModel.from_pretrained(repo, subfolder="unet", revision=sha).to(torch_device)

# %%
tokenizer = CLIPTokenizer.from_pretrained("openai/clip-vit-large-patch14")  # expect: floating-model-version
text_encoder = CLIPTextModel.from_pretrained("openai/clip-vit-large-patch14").to(torch_device)  # expect: floating-model-version

# %%
scheduler = LMSDiscreteScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000)
scheduler.set_timesteps(50)

# %%
text_input = tokenizer([prompt, ""], padding="max_length", max_length=77, truncation=True, return_tensors="pt")
with torch.no_grad():
    cond, uncond = text_encoder(text_input.input_ids.to(torch_device))[0]
text_embeddings = torch.stack([uncond, cond])

# %%
latents = torch.randn((1, 4, 64, 64)).to(torch_device) * scheduler.init_noise_sigma  # expect: unseeded-run
with torch.no_grad():
    for t in tqdm(scheduler.timesteps):
        inp = scheduler.scale_model_input(torch.cat([latents] * 2), t)
        eps_u, eps_c = unet(inp, t, encoder_hidden_states=text_embeddings).sample.chunk(2)
        latents = scheduler.step(eps_u + 7.5 * (eps_c - eps_u), t, latents).prev_sample

# %%
with torch.no_grad():
    out = vae.decode(latents / 0.18215).sample
arr = (out / 2 + 0.5).clamp(0, 1).cpu().permute(0, 2, 3, 1).numpy()[0]
plt.imshow(arr); plt.axis('off');

# %%
!wget -O sketch.jpg https://raw.githubusercontent.com/CompVis/stable-diffusion/main/assets/stable-samples/img2img/sketch-mountains-input.jpg  # expect: shell-step, unversioned-download
init = Image.open('sketch.jpg').convert('RGB').resize((768, 512))
init

# %%
img2img = StableDiffusionImg2ImgPipeline(**pipe.components)
torch.manual_seed(0)
img2img(prompt='a fantasy landscape', image=init, strength=0.75).images[0]

# %%
noise = torch.randn(2, 4, 64, 64)
steps = [torch.lerp(noise[0], noise[1], w) for w in torch.linspace(0, 1, 8)]
len(steps)

# %%
os.makedirs('/content/frames', exist_ok=True)  # expect: hard-coded-path
for i, s in enumerate(steps):
    Image.fromarray((s[0].numpy() * 40 + 128).astype('uint8')).save(f'/content/frames/{i:03d}.png')  # expect: hard-coded-path
!ffmpeg -y -i /content/frames/%03d.png walk.mp4  # expect: hard-coded-path, shell-step
