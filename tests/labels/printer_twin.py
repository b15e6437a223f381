"""Label printers that are not there: their commands back into pictures, 0 black."""

from __future__ import annotations

import re

from PIL import Image

_ZPL = re.compile(
    rb"\^XA\^LH0,0\^PW(\d+)\^LL(\d+)\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS"
    rb"\^PQ(\d+)\^XZ\n"
)
_TSPL_HEAD = re.compile(rb"SIZE ([\d.]+) mm,([\d.]+) mm\r\nGAP ([\d.]+) mm,0 mm\r\n")
_TSPL_LABEL = re.compile(rb"CLS\r\nBITMAP (\d+),(\d+),(\d+),(\d+),0,")


def zpl_pictures(sent: bytes) -> list[Image.Image]:
    """Every label of a ZPL job; nothing else may stand in it."""
    pictures, read = [], 0
    for found in _ZPL.finditer(sent):
        assert found.start() == read
        read = found.end()
        wide, high, _, _, total, same, across, ink, _ = found.groups()
        dots = bytes.fromhex(ink.decode("ascii"))
        assert int(total) == int(same) == len(dots) == int(across) * int(high)
        picture = Image.frombytes("1", (int(across) * 8, int(high)), dots, "raw", "1;I")
        assert 0 <= picture.width - int(wide) < 8
        pictures.append(picture.crop((0, 0, int(wide), int(high))))
    assert read == len(sent)
    return pictures


def tspl_pictures(sent: bytes) -> tuple[tuple[float, float, float], list[Image.Image]]:
    """Measures and labels of a TSPL job."""
    head = _TSPL_HEAD.match(sent)
    assert head
    pictures = []
    found = _TSPL_LABEL.search(sent)
    while found:
        _, _, across, high = map(int, found.groups())
        end = found.end() + across * high
        pictures.append(
            Image.frombytes("1", (across * 8, high), sent[found.end() : end], "raw", "1")
        )
        assert sent[end:].startswith(b"\r\nPRINT 1,1\r\n")
        found = _TSPL_LABEL.search(sent, end)
    width, height, gap = (float(number) for number in head.groups())
    return (width, height, gap), pictures


def escpos_pictures(sent: bytes) -> list[Image.Image]:
    """Every receipt of a job: its bands joined, cut from cut."""
    assert sent.startswith(b"\x1b@")
    place, bands, pictures = 2, [], []
    while place < len(sent):
        if sent.startswith(b"\x1dv0\x00", place):
            across = int.from_bytes(sent[place + 4 : place + 6], "little")
            rows = int.from_bytes(sent[place + 6 : place + 8], "little")
            end = place + 8 + across * rows
            bands.append((across, rows, sent[place + 8 : end]))
            place = end
        elif sent.startswith(b"\x1bd", place):
            place += 3
        else:
            assert sent.startswith(b"\x1dVB\x00", place)
            place += 4
            across, high = bands[0][0], sum(rows for _, rows, _ in bands)
            ink = b"".join(band for _, _, band in bands)
            pictures.append(Image.frombytes("1", (across * 8, high), ink, "raw", "1;I"))
            bands = []
    return pictures
