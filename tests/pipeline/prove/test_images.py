"""Images are compared by pixels."""

import sys

import pytest
from pictures import DOTTED, NAMED, PLAIN, png

from nbcoach.pipeline.prove.images import compare_images, size_of


def kinds(left, right):
    return [each.kind for each in compare_images(left, right)]


def test_texts_beside_the_pixels_do_not_count():
    assert png(software="a") != png(software="b")
    assert kinds(png(software="a"), png(software="b")) == []


def test_sizes_differ_before_pixels():
    (found,) = compare_images(png(), png(size=(50, 100)))

    assert (found.kind, found.left, found.right) == ("shape", "100 \u00d7 100 pixels", "50 \u00d7 100 pixels")


def test_the_share_of_pixels_decides():
    assert kinds(png(), png([((1, 1), (253, 255, 255))])) == []
    assert kinds(png(), png([((1, 1), (0, 0, 0))])) == ["pixels"]
    assert kinds(png(), png([((n, n), (0, 0, 0)) for n in range(100)])) == ["image"]


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n", b"no image"])
def test_what_is_no_image_is_compared_by_bytes(broken):
    assert kinds(broken, broken) == []
    assert kinds(broken, png()) != []
    assert size_of(b"no image") is None


def test_without_pillow_every_pixel_counts(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)

    assert kinds(png_a := b"\x89PNG\r\n\x1a\n" + b"\0" * 30, png_a) == []
    assert kinds(PLAIN, NAMED) == []
    assert kinds(PLAIN, DOTTED) == ["image"]
