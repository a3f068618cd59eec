"""What the workbench refuses, and with which status."""

from __future__ import annotations

from starlette.responses import Response

from shiome.errors import InputRefused, NotKnown, QueryRefused, ShiomeError, StoreUnavailable

_STATUS: tuple[tuple[type[ShiomeError], int], ...] = (
    (NotKnown, 404),
    (QueryRefused, 400),
    (StoreUnavailable, 503),
    (InputRefused, 422),
)


def status_of(error: ShiomeError) -> int:
    """The status with which an error is answered."""
    return next((number for kind, number in _STATUS if isinstance(error, kind)), 400)


def not_here() -> Response:
    """For another host in local mode (RFC 9110, 15.5.20)."""
    return Response("this address is not served here\n", status_code=421, media_type="text/plain")


def no_page(path: str) -> NotKnown:
    """There is no such page."""
    return NotKnown("web.page", f"there is no page {path}", ja=f"{path} というページはない", failed=path)


def forged() -> InputRefused:
    """The form lacks the token of the session."""
    return InputRefused(
        "web.form",
        "the form did not come from this session",
        ja="この操作の様式が今のセッションのものでない",
        hint="open the page again and repeat",
        hint_ja="ページを開き直してやり直す",
    )


def not_allowed(role: str) -> InputRefused:
    """The reader lacks a role."""
    return InputRefused(
        "web.role",
        f"this needs the role {role}",
        ja=f"この操作には {role} の役割が要る",
        hint="ask an administrator",
        hint_ja="管理者に尋ねる",
    )
