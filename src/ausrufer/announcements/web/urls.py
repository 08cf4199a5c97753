"""The addresses of messages on the desk."""

from django.urls import path

from ausrufer.announcements.web import (
    decisions,
    deliveries,
    everywhere,
    fast_lane,
    imports,
    list,  # noqa: A004 - the name of a page
    page,
    pictures,
    rendition,
    rules,
    rulings,
    snippets,
    source,
    versions,
    write,
)
from ausrufer.announcements.web.calendar import moving, overview, series, setup
from ausrufer.announcements.web.plan import urls as plan

ONE = "mitteilungen/<uuid:public_id>/"
DELIVERY = f"{ONE}auslieferung/<uuid:key>/"

urlpatterns = [
    path("mitteilungen/", list.overview, name="announcements"),
    path("mitteilungen/neu/", write.new, name="new_announcement"),
    path("mitteilungen/vorschau/", write.preview, name="preview_new"),
    path("mitteilungen/einlesen/", imports.import_feed, name="import_feed"),
    path("mitteilungen/einlesen/<int:feed_id>/beenden/", imports.stop, name="stop_feed"),
    path(ONE, page.show, name="announcement"),
    path(f"{ONE}stand/", page.live, name="live_deliveries"),
    path(f"{ONE}staende/", versions.versions, name="versions"),
    path(f"{ONE}staende/<int:number>/", versions.versions, name="version"),
    path(f"{ONE}staende/<int:number>/wiederherstellen/", versions.restore, name="restore_version"),
    path(f"{ONE}anwesend/", versions.present, name="present"),
    path(f"{ONE}ueberall/", everywhere.everywhere, name="everywhere"),
    path(f"{ONE}aendern/", write.change, name="change_announcement"),
    path(f"{ONE}vorschau/", write.preview, name="preview"),
    path(f"{ONE}einreichen/", decisions.submit, name="submit_announcement"),
    path(f"{ONE}zurueckholen/", decisions.call_back, name="call_back"),
    path(f"{ONE}entscheiden/", decisions.decide, name="decide"),
    path(f"{ONE}eilfreigabe/", fast_lane.release_fast, name="release_fast"),
    path(f"{ONE}zweiter-blick/", fast_lane.look_afterwards, name="look_afterwards"),
    path(f"{ONE}zurueckziehen/", decisions.withdraw, name="withdraw"),
    path(f"{ONE}quelle/", source.source_changes, name="source_changes"),
    path(f"{ONE}fassung/<uuid:channel_id>/", rendition.edit_rendition, name="edit_rendition"),
    path(f"{DELIVERY}erneut/", deliveries.retry, name="retry_delivery"),
    path(f"{DELIVERY}klaeren/", deliveries.settle_unclear, name="settle_unclear"),
    path("freigaberegeln/", rules.rules, name="approval_rules"),
    path("freigaberegeln/neu/", rules.new, name="new_approval_rule"),
    path("freigaberegeln/<uuid:public_id>/", rules.change, name="approval_rule"),
    path("freigaberegeln/<uuid:public_id>/beenden/", rules.end, name="end_approval_rule"),
    path("freigaberegeln/<uuid:public_id>/hoeher/", rules.move_up, name="move_rule_up"),
    path(f"{ONE}wiederholen/", series.series, name="series"),
    path(f"{ONE}wiederholen/uebernehmen/", series.take_over, name="follow_series"),
    path(f"{ONE}wiederholen/beenden/", series.end, name="end_series"),
    path("kalender/", overview.overview, name="calendar"),
    path("kalender/<uuid:public_id>/verschieben/", moving.move, name="move_announcement"),
    path("kalender/<uuid:public_id>/ablegen/", moving.drop, name="drop_announcement"),
    path("kalender/<uuid:public_id>/rueckgaengig/", moving.undo, name="undo_move"),
    path("kalender/einrichten/", setup.setup, name="calendar_setup"),
    path("kalender/sendeplatz/", setup.new_slot, name="new_slot"),
    path("kalender/sendeplatz/<int:key>/entfernen/", setup.end_slot, name="end_slot"),
    *plan.urlpatterns,
    path("bausteine/", snippets.overview, name="snippets"),
    path("bausteine/neu/", snippets.new, name="new_snippet"),
    path("bausteine/<uuid:public_id>/", snippets.change, name="change_snippet"),
    path("bausteine/<uuid:public_id>/loeschen/", snippets.forget, name="forget_snippet"),
    path("bilder/<uuid:public_id>/", pictures.picture, name="picture"),
    path("pruefregeln/", rulings.overview, name="preflight_rules"),
    path("pruefregeln/pruefung/<slug:code>/", rulings.tune, name="tune_check"),
    path("pruefregeln/schreibweise/", rulings.decide, name="house_style"),
    path("pruefregeln/wahl/", rulings.hold_back, name="hold_back"),
    path("pruefregeln/wahl/<uuid:public_id>/loeschen/", rulings.end, name="hold_back_no_more"),
]
