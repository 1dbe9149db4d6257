"""Files: calls beyond the specification's list (section 14)."""

from __future__ import annotations

from console.contract.base import Acknowledgement, Moment, Params, Record, Text, WireMoment
from console.contract.endpoint import ObjectEndpoint


class FileParams(Params):
    """Which file: its id."""

    fileid: str


class CreateFileParams(Params):
    """A file that lies at an address. LiveAgent fetches it from there; the desk keeps the address alone."""

    name: str
    downloadUrl: str  # noqa: N815 - the wire name
    type: str | None = None
    """MIME type."""


class File(Record):
    """What is known of a file."""

    fileid: Text = ""
    created: WireMoment = Moment()
    filename: Text = ""
    filesize: Text = ""
    """Bytes, a number in a string; null when nobody has said it [chosen]."""
    filetype: Text = ""
    downloads: Text = ""
    """How often it was downloaded, a number in a string."""
    downloadUrl: Text = ""  # noqa: N815 - the wire name


READ_FILE = ObjectEndpoint("14.6", "read_file", "File info", "GET", "files/{fileid}", FileParams, record=File)
CREATE_FILE = ObjectEndpoint("14.7", "create_file", "Add file", "POST", "files", CreateFileParams, record=File)
DELETE_FILE = ObjectEndpoint(
    "14.8", "delete_file", "Delete file", "DELETE", "files/{fileid}", FileParams, record=Acknowledgement
)
