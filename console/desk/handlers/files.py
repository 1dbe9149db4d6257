"""Files: what is known of them. The desk fetches nothing from anywhere: it keeps the address it was told."""

from __future__ import annotations

import re
import secrets
from typing import Any

from sqlalchemy import Row, delete, insert, select

from console.contract.base import WireRow
from console.contract.files import CREATE_FILE, DELETE_FILE, READ_FILE, CreateFileParams, FileParams
from console.desk.context import Context
from console.desk.errors import not_found, refused
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.tables import file

_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@handles(READ_FILE)
def read_file(ctx: Context, params: FileParams) -> WireRow:
    """One file, by its id."""
    return _file_row(ctx, _find(ctx, params.fileid))


@handles(CREATE_FILE)
def create_file(ctx: Context, params: CreateFileParams) -> WireRow:
    """A file that lies at an address; how large it is nobody has said."""
    if not _ADDRESS.fullmatch(params.downloadUrl):
        message = "parameter downloadUrl is not a web address"
        raise refused(message)
    identifier = secrets.token_hex(16)
    row = {
        "id": identifier,
        "name": params.name,
        "type": params.type or "",
        "url": params.downloadUrl,
        "created": ctx.now(),
    }
    ctx.connection.execute(insert(file), row)
    return _file_row(ctx, _find(ctx, identifier))


@handles(DELETE_FILE)
def delete_file(ctx: Context, params: FileParams) -> WireRow:
    """Forget a file."""
    found = _find(ctx, params.fileid)
    ctx.connection.execute(delete(file).where(file.c.id == found.id))
    return ACKNOWLEDGED


def _find(ctx: Context, identifier: str) -> Row[Any]:
    row = ctx.connection.execute(select(file).where(file.c.id == identifier)).first()
    if row is None:
        kind = "file"
        raise not_found(kind, identifier)
    return row


def _file_row(ctx: Context, row: Row[Any]) -> WireRow:
    return {
        "fileid": row.id,
        "created": ctx.wire_time(row.created),
        "filename": row.name,
        "filesize": None if row.size is None else str(row.size),
        "filetype": row.type,
        "downloads": str(row.downloads),
        "downloadUrl": row.url,
    }
