"""LiveAgent Console: a terminal program for agents of the LiveAgent help desk, and a client for scripts.

What scripts and notebooks need can be imported from here: `from console import connect, Status, After`. It is loaded
when it is first asked for, so that the program itself starts without it.
"""

TYPE_CHECKING = False  # that of `typing`, which costs an import
if TYPE_CHECKING:
    from console.api.budget import Priority
    from console.api.client import LiveAgentClient
    from console.api.dates import After, AtOrAfter, AtOrBefore, Before, Between, Exactly, Like, NotAt
    from console.api.errors import (
        AddressError,
        ApiConnectionError,
        ApiError,
        ApiTimeoutError,
        ConversationNotFoundError,
        KeyRefusedError,
        NotFoundError,
        RateLimitedError,
        Sent,
        ServerRefusedError,
        UnavailableError,
    )
    from console.connecting import connect
    from console.contract.base import CustomField
    from console.contract.enums import ConversationStatus as Status
    from console.contract.enums import CustomerRole, Gender, GroupType, MessageType, Rating, SendType

__version__ = "0.1.0"

_MODULES = {
    "console.api.budget": ("Priority",),
    "console.api.client": ("LiveAgentClient",),
    "console.api.dates": ("After", "AtOrAfter", "AtOrBefore", "Before", "Between", "Exactly", "Like", "NotAt"),
    "console.api.errors": (
        "AddressError",
        "ApiConnectionError",
        "ApiError",
        "ApiTimeoutError",
        "ConversationNotFoundError",
        "KeyRefusedError",
        "NotFoundError",
        "RateLimitedError",
        "Sent",
        "ServerRefusedError",
        "UnavailableError",
    ),
    "console.connecting": ("connect",),
    "console.contract.base": ("CustomField",),
    "console.contract.enums": ("CustomerRole", "Gender", "GroupType", "MessageType", "Rating", "SendType"),
}
_EXPORTS = {name: (module, name) for module, names in _MODULES.items() for name in names}
_EXPORTS["Status"] = ("console.contract.enums", "ConversationStatus")

__all__ = [
    "AddressError",
    "After",
    "ApiConnectionError",
    "ApiError",
    "ApiTimeoutError",
    "AtOrAfter",
    "AtOrBefore",
    "Before",
    "Between",
    "ConversationNotFoundError",
    "CustomField",
    "CustomerRole",
    "Exactly",
    "Gender",
    "GroupType",
    "KeyRefusedError",
    "Like",
    "LiveAgentClient",
    "MessageType",
    "NotAt",
    "NotFoundError",
    "Priority",
    "RateLimitedError",
    "Rating",
    "SendType",
    "Sent",
    "ServerRefusedError",
    "Status",
    "UnavailableError",
    "connect",
]


if not TYPE_CHECKING:  # a checker would take any name for one of the package's

    def __getattr__(name: str) -> object:
        if name not in _EXPORTS:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from importlib import import_module

        module, own_name = _EXPORTS[name]
        value: object = getattr(import_module(module), own_name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
