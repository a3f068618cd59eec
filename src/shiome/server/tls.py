"""TLS of a server, and the certificates that its clients show (mutual TLS)."""

from __future__ import annotations

import hashlib
import ssl
from typing import Any

from shiome.errors import InputRefused
from shiome.server.asgi import Scope
from shiome.server.settings import Tls

_VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
_ASKED = {"none": ssl.CERT_NONE, "optional": ssl.CERT_OPTIONAL, "required": ssl.CERT_REQUIRED}


def make_context(settings: Tls) -> ssl.SSLContext:
    """The TLS side of a server.

    Raises
    ------
    InputRefused
        ``tls.certificate``: certificate or key cannot be used; ``tls.authorities``: clients are asked for certificates that nothing is
        there to check with.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = _VERSIONS[settings.oldest]
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    load_certificate(context, settings)
    context.verify_mode = _ASKED[settings.client_certificates]
    if settings.client_certificates != "none":
        try:
            context.load_verify_locations(settings.client_authorities)
        except (OSError, TypeError) as error:
            raise InputRefused(
                "tls.authorities",
                f"the authorities of clients' certificates cannot be read: {settings.client_authorities}",
                ja=f"クライアント証明書の認証局を読めない: {settings.client_authorities}",
                hint="give server.tls.client_authorities, a PEM file, or set client_certificates to none",
                hint_ja="server.tls.client_authorities に PEM ファイルを指定するか、client_certificates を none にする",
                failed=settings.client_authorities,
            ) from error
    return context


def load_certificate(context: ssl.SSLContext, settings: Tls) -> None:
    """Load certificate and key into the context; connections made from here on use them.

    Raises
    ------
    InputRefused
        ``tls.certificate``: they cannot be used; the context keeps those that it had.
    """
    try:
        # Tried apart first: a key that does not belong to the certificate would leave the context with half of each.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            settings.certificate, settings.key, password=_no_password
        )
        context.load_cert_chain(settings.certificate, settings.key, password=_no_password)
    except (OSError, ValueError) as error:
        raise InputRefused(
            "tls.certificate",
            f"the certificate {settings.certificate} with the key {settings.key} cannot be used: {error}",
            ja=f"証明書 {settings.certificate} と鍵 {settings.key} を使えない（{error}）",
            hint="give a PEM certificate chain and its key without a password, readable by the server's account",
            hint_ja="サーバーのアカウントが読める、PEM 形式の証明書チェーンとパスワードのない鍵を指定する",
            failed=settings.certificate,
        ) from error


def connection_facts(transport: Any) -> dict[str, Any] | None:
    """What ASGI's TLS extension tells of a connection (``scope["extensions"]["tls"]``); none without TLS."""
    connection = transport.get_extra_info("ssl_object")
    if connection is None:
        return None
    shown = connection.getpeercert(binary_form=True)
    return {
        "tls_version": connection.version(),
        "client_cert_chain": [ssl.DER_cert_to_PEM_cert(shown)] if shown else [],
        "client_cert_sha256": hashlib.sha256(shown).hexdigest() if shown else None,
    }


def peer_certificate(scope: Scope) -> str | None:
    """SHA-256 of the certificate that the client showed and TLS accepted, in hexadecimal; none where it showed none.

    The server never believes a header for this: a proxy that ends TLS in front of it takes this knowledge away.
    """
    facts = scope.get("extensions", {}).get("tls")
    return facts["client_cert_sha256"] if facts else None


def fingerprint(certificate: bytes) -> str:
    """The same of a certificate in a file, in PEM or DER: what is written into the registry of partners.

    Raises
    ------
    InputRefused
        ``tls.certificate``: it is no certificate.
    """
    if certificate.lstrip().startswith(b"-----"):
        try:
            certificate = ssl.PEM_cert_to_DER_cert(certificate.decode("ascii").strip())
        except (ValueError, UnicodeDecodeError) as error:
            raise InputRefused(
                "tls.certificate",
                "this is no PEM certificate",
                ja="PEM 形式の証明書ではない",
                hint="give one certificate, without the key",
                hint_ja="鍵を含まない証明書を一つ渡す",
            ) from error
    return hashlib.sha256(certificate).hexdigest()


def _no_password() -> str:
    """Nobody is there to type one: a key that asks for it is refused, not waited for."""
    return ""
