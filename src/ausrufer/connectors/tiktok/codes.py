"""What TikTok's codes mean to the people in a town hall. Pure."""

from datetime import timedelta

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)

RENEW = "Bitte erteilen Sie die Zustimmung auf der Seite des Kanals neu."
_LATER = timedelta(hours=6)
UNAUDITED = (
    "TikTok hat die Anwendung noch nicht geprüft: Bis dahin sind Beiträge nur für das Konto selbst "
    "sichtbar, und das Konto muss auf „privat“ stehen. Bitte stellen Sie die Sichtbarkeit am Kanal "
    "auf „nur ich“ oder den Weg auf „Entwurf“."
)
_ACCESS = {
    "access_token_invalid": f"TikTok nimmt den Zugang nicht mehr an. {RENEW}",
    "invalid_grant": f"TikTok nimmt die Zustimmung nicht mehr an. {RENEW}",
    "invalid_client": (
        "TikTok kennt diese Anwendung nicht. Bitte prüfen Sie Kennung und Geheimnis am Kanal."
    ),
    "scope_not_authorized": f"Dem Zugang zu TikTok fehlt ein Recht. {RENEW}",
    "scope_permission_missed": f"Dem Zugang zu TikTok fehlt ein Recht. {RENEW}",
    "auth_removed": f"Das Konto hat der Anwendung den Zugang auf TikTok entzogen. {RENEW}",
    "unaudited_client_can_only_post_to_private_accounts": UNAUDITED,
    "privacy_level_option_mismatch": (
        "Diese Sichtbarkeit erlaubt das TikTok-Konto nicht. Bitte wählen Sie am Kanal eine andere."
    ),
    "url_ownership_unverified": (
        "TikTok holt Bilder nur von Adressen, die dort als Ihre bestätigt sind. Bitte bestätigen "
        "Sie die Adresse dieser Anlage im Entwicklerbereich von TikTok."
    ),
    "spam_risk_user_banned_from_posting": (
        "TikTok lässt dieses Konto zurzeit nichts veröffentlichen. Bitte sehen Sie in der "
        "TikTok-App nach dem Grund."
    ),
}
_LATER_SAID = {
    "reached_active_user_cap": (
        "Über diese Anwendung dürfen heute keine weiteren Konten auf TikTok veröffentlichen."
    ),
    "spam_risk_too_many_posts": (
        "Über die Schnittstelle wurde heute auf TikTok schon so viel veröffentlicht, wie das Konto "
        "darf."
    ),
    "spam_risk_too_many_pending_share": (
        "Im Eingang der TikTok-App liegen zu viele unfertige Entwürfe. Bitte stellen Sie sie dort "
        "fertig oder löschen Sie sie."
    ),
    "internal": "TikTok konnte den Beitrag nicht verarbeiten.",
    "video_pull_failed": "TikTok konnte den Film nicht abholen.",
    "photo_pull_failed": "TikTok konnte die Bilder nicht abholen.",
}
_REFUSED = {
    "file_format_check_failed": "TikTok kann das Format dieses Films nicht lesen.",
    "duration_check_failed": "Der Film ist für dieses TikTok-Konto zu kurz oder zu lang.",
    "frame_rate_check_failed": "TikTok nimmt nur Filme mit 23 bis 60 Bildern in der Sekunde.",
    "picture_size_check_failed": "Die Bilder haben eine Größe, die TikTok nicht nimmt.",
    "spam_risk": "TikTok hält den Beitrag für unerwünschte Werbung und hat ihn abgelehnt.",
    "spam_risk_text": "TikTok hält den Text für unerwünschte Werbung und hat ihn abgelehnt.",
    "publish_cancelled": "Das Veröffentlichen wurde auf TikTok abgebrochen.",
    "invalid_file_upload": "TikTok hat die Datei des Films nicht angenommen.",
}


def meaning(code: str, log: str) -> ConnectorFailure | None:
    """Return what a code means; None for codes that only their status explains."""
    if code in _ACCESS:
        return AccessLost(_ACCESS[code], for_log=log)
    if code in _LATER_SAID:
        wait = timedelta(minutes=2) if code == "internal" or "pull" in code else _LATER
        return TemporaryFailure(_LATER_SAID[code], for_log=log, retry_after=wait)
    return PermanentFailure(_REFUSED[code], for_log=log) if code in _REFUSED else None


def failed(reason: str) -> ConnectorFailure:
    """Return why a post does not appear, by TikTok's own reason."""
    said = "TikTok hat den Beitrag nicht veröffentlicht, ohne einen bekannten Grund zu nennen."
    log = f"refused: {reason}"
    return meaning(reason, log) or PermanentFailure(said, for_log=log)
