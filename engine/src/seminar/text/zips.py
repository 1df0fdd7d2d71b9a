"""Packs a folder in memory, the same bytes for the same content."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def pack(files: dict[str, bytes], mark: str) -> bytes:
    """Return a zip archive of files by path, with a fixed date so that two exports of one bank are equal.

    Its comment is the mark by which the next export knows it.
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            info = ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
        archive.comment = mark.encode()
    return packed.getvalue()
