"""From what aiohttp raises to the failures of the house, in words staff understand.

Neither sentence nor log line ever contains a header, a body, a path or a query: each of them may
carry a token.
"""

import aiohttp

from ausrufer.foundation.http.failures import AnswerTooLarge, BrokenOff, HttpFailure, NotReached


def named_failure(failure: Exception, host: str, *, connected: bool) -> HttpFailure:
    """Return the failure of the house; once `connected`, the request may have arrived."""
    log = _log(failure, host)
    if connected and isinstance(failure, aiohttp.ClientResponseError):
        return BrokenOff(
            f"{host} gibt eine Antwort, die kein gültiges HTTP ist oder zu lange Kopfzeilen hat.",
            for_log=log,
        )
    if connected:
        return BrokenOff(
            f"Die Verbindung zu {host} ist abgebrochen, bevor die Antwort vollständig war.",
            for_log=log,
        )
    return NotReached(_why_not_reached(failure, host), for_log=log)


def too_slow(host: str, *, connected: bool) -> HttpFailure:
    """Return the failure of a request whose time ran out."""
    log = f"{host}: time ran out {'after' if connected else 'before'} the connection stood"
    if connected:
        return BrokenOff(f"{host} hat nicht rechtzeitig geantwortet.", for_log=log)
    return NotReached(f"{host} hat die Verbindung nicht rechtzeitig angenommen.", for_log=log)


def too_large(host: str, most_bytes: int) -> AnswerTooLarge:
    """Return the failure of an answer whose decoded body exceeds the limit."""
    return AnswerTooLarge(
        f"Die Antwort von {host} ist größer als {_size(most_bytes)} und wurde verworfen.",
        for_log=f"{host}: answer exceeds {most_bytes} bytes",
    )


def _why_not_reached(failure: Exception, host: str) -> str:
    match failure:
        case aiohttp.ClientConnectorDNSError():
            return f"Zum Namen {host} ist keine Adresse zu finden. Stimmt die Schreibweise?"
        case aiohttp.ClientConnectorCertificateError():
            return f"Das Zertifikat von {host} ist nicht gültig. Es wurde nichts übertragen."
        case aiohttp.ClientSSLError():
            return f"Mit {host} kam keine verschlüsselte Verbindung zustande."
        case TimeoutError():
            return f"{host} hat die Verbindung nicht rechtzeitig angenommen."
    return f"{host} ist nicht erreichbar."


def _log(failure: Exception, host: str) -> str:
    system = failure.os_error if isinstance(failure, aiohttp.ClientConnectorError) else failure
    number = getattr(system, "errno", None)
    return f"{host}: {type(failure).__name__}" + (f" (errno {number})" if number else "")


def _size(most_bytes: int) -> str:
    mega, kilo = 1_000_000, 1_000
    if most_bytes >= mega:
        return f"{most_bytes / mega:.3g} MB".replace(".", ",")
    return f"{most_bytes / kilo:.3g} kB".replace(".", ",")
