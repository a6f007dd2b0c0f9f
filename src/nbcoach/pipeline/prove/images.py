"""Compares images by their pixels."""

from __future__ import annotations

import base64
import binascii
import io
import struct
import zlib

from nbcoach.pipeline.proof import Difference

FEW = 0.001
"""Share of pixels that may differ between two drawings of the same figure."""
FAINT = 3
"""Of 255: how far a channel of a pixel may be off without being another pixel."""


def compare_images(left: bytes, right: bytes, where: str = "") -> tuple[Difference, ...]:
    """Where two images differ: in size (`shape`), in pixels (`image`), or in so few that it says little (`pixels`).

    Without Pillow only PNG is decoded, and then any other pixel counts.
    """
    if left == right or _png_data(left) == _png_data(right) is not None:
        return ()
    size, other = size_of(left), size_of(right)
    if size != other:
        return (Difference("shape", _words(size), _words(other), where),)
    share = _share(left, right)
    if share is None:
        return (Difference("image", "", "", where),)
    if share == 0:
        return ()
    text = f"{share:.2%} of the pixels differ" if share >= FEW else "less than 0.1% of the pixels differ"
    return (Difference("image" if share >= FEW else "pixels", "", text, where),)


def decoded(text: str) -> bytes:
    """The bytes of an image in an output; of what is no base64, the text's own."""
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return text.encode()


def size_of(image: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None where the format is not known."""
    if image[:8] == b"\x89PNG\r\n\x1a\n" and len(image) >= 24:
        return struct.unpack(">II", image[16:24])
    picture = _opened(image)
    return picture.size if picture else None


def _words(size: tuple[int, int] | None) -> str:
    return f"{size[0]} × {size[1]} pixels" if size else "unknown size"  # noqa: RUF001 - the sign of sizes


def _png_data(image: bytes) -> bytes | None:
    """The pixels of a PNG as it stores them, without the texts beside them; None for other formats."""
    if image[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    place, packed, head = 8, b"", b""
    while place + 8 <= len(image):
        length, kind = struct.unpack(">I4s", image[place : place + 8])
        content = image[place + 8 : place + 8 + length]
        packed += content if kind == b"IDAT" else b""
        head += content if kind in {b"IHDR", b"PLTE", b"tRNS"} else b""
        place += length + 12
    try:
        return head + zlib.decompress(packed)
    except zlib.error:
        return None


def _share(left: bytes, right: bytes) -> float | None:
    """The share of pixels that differ visibly; None where it cannot be told."""
    one, other = _opened(left), _opened(right)
    if one is None or other is None:
        return None
    from PIL import ImageChops  # noqa: PLC0415 - an optional library

    difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
    bands = difference.split()
    most = bands[0]
    for band in bands[1:]:
        most = ImageChops.lighter(most, band)
    counts = most.histogram()
    return sum(counts[FAINT + 1 :]) / max(sum(counts), 1)


def _opened(image: bytes):  # type: ignore[no-untyped-def] # noqa: ANN202 - of an optional library
    try:
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - an optional library
    except ImportError:
        return None
    try:
        picture = Image.open(io.BytesIO(image))
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    return picture
