"""Charts as pictures: drawn once, whole for the folder of charts, without their titles for pages that have captions."""

import io
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lxml import etree
from PIL import Image, ImageChops

from dpgkit.charts import look

SCALE = 2                # pixels for each pixel of the drawing
COLOURS = 192
MARGIN = 12              # pixels left around what is drawn
BELOW = 8                # pixels of the drawing between the foot of the title's last line and what it stands above, at least
AT_ONCE = 2
SHIFT = re.compile(r"translate\([-\d.]+[ ,]([-\d.]+)\)")


@dataclass(frozen=True, repr=False)
class Picture:
    """A chart drawn: whole as SVG and PNG, and without its title as PNG with the size of that in pixels."""

    svg: str
    png: bytes
    bare: bytes
    size: tuple[int, int]


def draw_all(specs: Iterable[dict]) -> list[Picture]:
    """Return the pictures of Vega-Lite specifications, two at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(draw, specs))


def draw(spec: dict) -> Picture:
    """Return the picture of a Vega-Lite specification, with the kit's Korean font and offline."""
    svg = look.to_svg(spec).replace("−", "-")           # axes say minus with a letter that the kit's font lacks
    whole = _coloured(_pixels(svg))
    bare = _cropped(whole, SCALE * title_end(svg))
    return Picture(svg, _png(whole), _png(bare), bare.size)


def title_end(svg: str) -> int:
    """Return how far down the title of a drawing reaches, in its pixels; 0 where it has none.

    The title that the kit gives is the one with a subtitle; panels within the drawing have titles of their own.
    """
    root = etree.fromstring(svg.encode("utf-8"))
    ends = [_height(node) for node in root.xpath("//*[contains(@class, 'role-title-subtitle')]/*[local-name() = 'text']")]
    return round(max(ends, default=-BELOW) + BELOW)


def _height(node: etree._Element) -> float:
    """Return how far down the last line of a text stands: the shifts of all that holds it, and its lines."""
    shifts = [float(found[1]) for part in (node, *node.iterancestors()) if (found := SHIFT.match(part.get("transform", "")))]
    return sum(shifts) + sum(float(line.get("dy", 0)) for line in node)


def _pixels(svg: str) -> Image.Image:
    import vl_convert

    return Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=SCALE))).convert("RGB")


def _coloured(picture: Image.Image) -> Image.Image:
    """Return a picture with a palette, in which white is white: a chart has few colours, and a report many charts."""
    made = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    palette = made.getpalette()
    corner = made.getpixel((0, 0))
    palette[3 * corner:3 * corner + 3] = [255, 255, 255]
    made.putpalette(palette)
    return made


def _cropped(picture: Image.Image, top: int) -> Image.Image:
    """Return what is drawn below a line, without the empty space around it."""
    below = picture.crop((0, min(top, picture.height - 1), *picture.size))
    box = ImageChops.difference(below.convert("RGB"), Image.new("RGB", below.size, "white")).getbbox()
    if box is None:
        return below
    left, first, right, last = box
    return below.crop((max(0, left - MARGIN), max(0, first - MARGIN), min(below.width, right + MARGIN), min(below.height, last + MARGIN)))


def _png(picture: Image.Image) -> bytes:
    with io.BytesIO() as file:
        picture.save(file, "PNG", dpi=(96 * SCALE, 96 * SCALE))
        return file.getvalue()
