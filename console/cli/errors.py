"""What went wrong below the command line, as an exit code and a sentence."""

from __future__ import annotations

from contextlib import contextmanager

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.api.errors import ApiError
    from console.services.errors import ServiceError


@contextmanager
def in_words() -> Iterator[None]:
    """Errors of client and services leave the block as `CommandError`."""
    from console.api.errors import ApiError
    from console.services.errors import ServiceError

    try:
        yield
    except ApiError as error:
        raise CommandError(exit_code_of(error), error.message) from None
    except ServiceError as error:
        raise CommandError(exit_code_of_service(error), error.message) from None


def exit_code_of(error: ApiError) -> ExitCode:
    """The exit code for a call that failed."""
    from console.api import errors

    for kinds, code in (
        ((errors.AddressError, errors.IdentifierError), ExitCode.USAGE),
        (errors.ApiConnectionError, ExitCode.UNREACHABLE),
        (errors.KeyRefusedError, ExitCode.KEY_REFUSED),
        (errors.NotFoundError, ExitCode.NOT_FOUND),
        ((errors.UnavailableError, errors.RateLimitedError, errors.ServerRefusedError), ExitCode.UNAVAILABLE),
    ):
        if isinstance(error, kinds):
            return code
    return ExitCode.NOT_API


def exit_code_of_service(error: ServiceError) -> ExitCode:
    """The exit code for a use case that did not succeed: that of the call behind it, where there is one."""
    from console.api.errors import ApiError
    from console.services.errors import ErrorKind

    if error.kind is ErrorKind.UNKNOWN:
        return ExitCode.UNKNOWN
    if isinstance(error.__cause__, ApiError):
        return exit_code_of(error.__cause__)
    return ExitCode.UNREACHABLE if error.kind is ErrorKind.OFFLINE else ExitCode.NOT_DONE
