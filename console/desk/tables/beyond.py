"""Tables beyond the help desk's core: companies, files, widgets, knowledge bases, and what customers are sent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from console.desk.tables.base import metadata, reference
from console.desk.tables.core import article, customer

company = Table(
    "company",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False, default=""),
    Column("emails", Text, nullable=False, default=""),
    Column("phones", Text, nullable=False, default=""),
    Column("created", BigInteger, nullable=False),
)
"""`emails` and `phones` are separated by commas, as they go out."""

file = Table(
    "file",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False, default=""),
    Column("size", BigInteger),
    Column("downloads", Integer, nullable=False, default=0),
    Column("url", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)
"""What is known of a file that lies elsewhere, at `url`; `size` is null as long as nobody has said it."""

widget = Table(
    "widget",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("provide", Text, nullable=False, default=""),
    Column("department_id", Text, nullable=False, default=""),
    Column("rtype", Text, nullable=False, default="C"),
    Column("use_code", Text, nullable=False, default=""),
    Column("status", Text, nullable=False, default=""),
    Column("language", Text, nullable=False, default=""),
    Column("online_code", Text, nullable=False, default=""),
    Column("offline_code", Text, nullable=False, default=""),
    Column("attributes", Text, nullable=False, default=""),
    Column("form_fields", Text, nullable=False, default=""),
    Column("created", BigInteger, nullable=False),
)
"""Chat buttons and contact forms for web pages, as clients wrote them; the desk puts none on any page."""

knowledgebase = Table(
    "knowledgebase",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
)
"""Names of knowledge bases; one without a row has a name of the desk's (see `console.desk.entries`)."""

customer_unique_field = Table(
    "customer_unique_field",
    metadata,
    Column("code", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    reference("customer_id", "customer.id"),
)
"""Values that one customer alone may have."""

registration_mail = Table(
    "registration_mail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    reference("customer_id", "customer.id"),
    Column("recipient", Text, nullable=False),
    Column("created", BigInteger, nullable=False),
)
"""What a real installation would have mailed to new registered visitors, to set a password; the desk mails nothing."""

ADDED_COLUMNS = (customer.c.phone, customer.c.deleted, article.c.deleted, article.c.author_id)
"""Columns that tables of the first schema did not have."""
