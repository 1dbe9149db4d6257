"""Values of parameters that mean something on the small desk, for requests that shall get beyond a refusal."""

from __future__ import annotations

from tests.desk import small_desk as small

KNOWN: dict[str, tuple[str, ...]] = {
    "agentidentifier": (small.MIRA, small.OLAF_EMAIL),
    "agentid": (small.MIRA,),
    "category": (str(small.WISHES),),
    "code": ("orderno", "plan"),
    "companyid": (small.COMPANY,),
    "contactid": (small.ANA,),
    "contactwidgetid": (small.WIDGET, small.FORM),
    "conversationid": (small.OPEN, small.OPEN_CODE, small.NEW, small.RESOLVED, small.CHATTING, small.DELETED),
    "customfields": ('[{"code": "orderno", "value": "7781"}]', "[]"),
    "customeridentifier": (small.ANA, small.IDA_EMAIL, small.LEO),
    "datechanged": ("gte:2026-03-01 00:00:00", "btw:2026-01-01,2026-12-31", "lk:2026-%"),
    "datefrom": ("2026-01-01",),
    "date_from": ("2026-03-01", "2026-03-01 08:00:00"),
    "date_to": ("2026-03-01", "2026-03-02 09:30:00"),
    "department": (small.BILLING, small.GENERAL, small.CLOSED),
    "departmentid": (small.BILLING, small.GENERAL),
    "downloadUrl": ("https://files.example/a.pdf",),
    "email": ("new@post.example", small.ANA_EMAIL),
    "fileid": (small.FILE,),
    "groupid": (small.GOLD, small.STANDARD),
    "id": (small.URGENT,),
    "kb_entry_id": (str(small.ADDRESS_ARTICLE), str(small.BILLING_CATEGORY)),
    "kb_id": ("kb_defa", "kb_staff"),
    "name": ("Gold customers", "urgent", "Press"),
    "owneridentifier": (small.ANA, small.IDA_EMAIL),
    "parent_entry_id": (str(small.BILLING_CATEGORY), "0"),
    "parent_id": (str(small.BILLING_CATEGORY),),
    "query": ("address",),
    "recipient": (small.ANA_EMAIL, "somebody@post.example"),
    "tagid": (small.URGENT, small.REFUND),
    "uniquefields": ('[{"code": "customer_no", "value": "K-2"}]',),
    "useridentifier": (small.MIRA, small.MIRA_EMAIL, small.ANA_EMAIL),
}
"""By the names of parameters."""
