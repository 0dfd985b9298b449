# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the number out of the moving test pattern, as it stands on the screen."""
import subprocess

from gi.repository import Atspi

COLUMNS, ROWS = 12, 2


def extents(node):
    """x, y, width and height of an accessible on the screen."""
    place = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    return place.x, place.y, place.width, place.height


def fitted(place, width=16, height=9):
    """Where a picture of those proportions stands inside a place, with bars beside or above."""
    x, y, w, h = place
    inner_w, inner_h = (w, w * height // width) if w * height < h * width else (h * width // height, h)
    return x + (w - inner_w) // 2, y + (h - inner_h) // 2, inner_w, inner_h


def grab(place):
    """The brightness of each pixel of a part of the screen, row by row."""
    x, y, w, h = place
    command = ["import", "-window", "root", "-crop", f"{w}x{h}+{x}+{y}", "+repage",
               "-depth", "8", "-colorspace", "Gray", "gray:-"]
    octets = subprocess.run(command, check=True, capture_output=True, timeout=30).stdout
    if len(octets) != w * h:
        raise AssertionError(f"the screen gave {len(octets)} octets for {w}x{h}")
    return [octets[row * w:(row + 1) * w] for row in range(h)]


def number_in(pixels, mirrored=False):
    """The number; None where none is readable or its check is wrong (TestPattern.cpp)."""
    if mirrored:
        pixels = [row[::-1] for row in pixels]
    height, width = len(pixels), len(pixels[0])
    band, bits = height // 4, 0
    for i in range(COLUMNS * ROWS):
        column, row = i % COLUMNS, i // COLUMNS
        left, right = column * width // COLUMNS, (column + 1) * width // COLUMNS
        top, bottom = row * band // ROWS, (row + 1) * band // ROWS
        inset_x, inset_y = (right - left) // 4, (bottom - top) // 4
        values = [value for line in pixels[top + inset_y:bottom - inset_y]
                  for value in line[left + inset_x:right - inset_x]]
        mean = sum(values) / max(1, len(values))
        if 96 < mean < 160:
            return None
        bits |= (mean >= 160) << i
    number = bits & 0xFFFF
    check = ((number * 37) ^ (number >> 7) ^ 0x5A) & 0xFF
    return number if bits >> 16 == check else None
