"""Letters, pages of PDF and books of Word, and what is read of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import docx

from comity.acquire import acquire
from comity.model import Document, Refusal

BODY = (
    "Ruritania and Strelsau signed an agreement on fisheries on Tuesday.",
    "The two sides will co-operate over ten years, the ministry said.",
)


def one(tmp_path: Path, name: str, data: bytes) -> Document | Refusal:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = acquire([path])
    return found


def document(tmp_path: Path, name: str, data: bytes) -> Document:
    found = one(tmp_path, name, data)
    assert isinstance(found, Document), found
    return found


def refusal(tmp_path: Path, name: str, data: bytes) -> str:
    found = one(tmp_path, name, data)
    assert isinstance(found, Refusal), found
    return found.why


def letter_of(text: str = "\n\n".join(BODY)) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Foreign Ministry of Ruritania <press@mfa.example>"
    letter["To"] = "news@example.org"
    letter["Subject"] = "Fischereiabkommen für zehn Jahre"
    letter["Date"] = "Tue, 05 Nov 2024 23:30:00 -0500"
    letter["Message-ID"] = "<abc.123@mfa.example>"
    letter.set_content(text)
    return letter


def word(book: docx.document.Document) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]], *, info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages of lines, one line under the other; `info` and `trailer` are entries of those dictionaries."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        shown = " T* ".join(f"({line.translate(_ESCAPED)}) Tj" if line else "" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 760 Td {shown} ET" if lines else ""
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {5 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n"
    out.write(f"{end}startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
