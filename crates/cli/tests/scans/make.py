"""Made the scanned files beside it: `python make.py` in an environment with pillow 12 and the font DejaVu Serif.

Pages are pictures of one bit a point, as scanners write them: one whole, one in strips, one on its side under a stamp.
"""

import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 33)
FIRST = """Harbour Town, March 3, 2023

Mara Quill, 34, was charged on Thursday with
arson after a fire at a warehouse on Pier Road.

She pleaded not guilty before Judge Ines Orlov."""
SECOND = """On May 9, 2023, a jury found Mara Quill guilty
of arson.

Judge Ines Orlov sentenced Quill on June 1, 2023,
to four years in prison for arson."""


def drawn(text, size=(1275, 1650)):
    picture = Image.new("1", size, 1)
    ImageDraw.Draw(picture).multiline_text((150, 200), text, font=FONT, fill=0, spacing=18)
    return picture


def image(picture):
    packed = zlib.compress(picture.tobytes(), 9)
    about = f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
    return (f"<< {about} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode", packed)


def stream(head, content):
    return head.encode() + f" /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def write(name, pages):
    """Each page is its pictures with their places, lines of text with theirs, and how it is turned."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for pictures, lines, turned in pages:
        wide, high = (612, 792) if turned % 180 == 0 else (792, 612)
        names, painted = [], []
        for picture, place in pictures:
            objects.append(stream(*image(picture)))
            names.append(f"/I{len(objects)} {len(objects)} 0 R")
            painted.append(f"q {place} cm /I{len(objects)} Do Q")
        painted += [f"BT /F 11 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in lines]
        objects.append(stream("<<", "\n".join(painted).encode()))
        resources = f"<< /Font << /F 3 0 R >> /XObject << {' '.join(names)} >> >>"
        box = f"/MediaBox [0 0 {wide} {high}] /Rotate {turned}"
        content = f"/Resources {resources} /Contents {len(objects)} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} {content} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    Path(__file__).with_name(name).write_bytes(out + end.encode())


whole, second = drawn(FIRST), drawn(SECOND)
strips = [(second.crop((0, top, 1275, top + 330)), f"612 0 0 158.4 0 {792 - (top + 330) * 0.48}") for top in range(0, 1650, 330)]
side = second.transpose(Image.Transpose.ROTATE_90)
stamp = [(30, 775, "Case 1:23-cr-00077-IO Document 4 Filed 06/02/23 Page 2 of 3")]
written = [
    (72, 700, "Harbour Town, March 3, 2023"),
    (72, 670, "Mara Quill, 34, was charged on Thursday with arson after a fire at a warehouse on Pier Road."),
    (72, 640, "She pleaded not guilty before Judge Ines Orlov."),
]
whole_page = "612 0 0 792 0 0"
write("pictures.pdf", [([(whole, whole_page)], [], 0), (strips, [], 0)])
write("mixed.pdf", [([], written, 0), ([(second, whole_page)], stamp, 0)])
write("turned.pdf", [([(side, "792 0 0 612 0 0")], [], 90)])
write("blank.pdf", [([(Image.new("1", (1275, 1650), 1), whole_page)], [], 0)])
