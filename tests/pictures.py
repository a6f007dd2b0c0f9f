"""Makes small PNG images for tests."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def png(dots=(), size=(100, 100), software=""):
    picture = Image.new("RGB", size, "white")
    for at, colour in dots:
        picture.putpixel(at, colour)
    about = PngInfo()
    about.add_text("Software", software)
    out = io.BytesIO()
    picture.save(out, "png", pnginfo=about)
    return out.getvalue()


PLAIN, NAMED, DOTTED = png(), png(software="x"), png([((1, 1), (0, 0, 0))])
