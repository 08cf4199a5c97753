"""The addresses of the library on the desk."""

from django.urls import path

from ausrufer.library.web import asset, captions, files, overview

urlpatterns = [
    path("bilder/", overview.overview, name="assets"),
    path("bilder/film-ablegen/", overview.add_a_film, name="add_asset_film"),
    path("bilder/ablegen/", overview.add, name="add_assets"),
    path("bilder/eintrag/<uuid:public_id>/", asset.show, name="asset"),
    path("bilder/eintrag/<uuid:public_id>/stand/", asset.state, name="asset_state"),
    path("bilder/eintrag/<uuid:public_id>/angaben/", asset.keep, name="keep_asset"),
    path("bilder/eintrag/<uuid:public_id>/bildmittelpunkt/", asset.focus, name="focus_asset"),
    path("bilder/eintrag/<uuid:public_id>/aussortieren/", asset.sort_out, name="retire_asset"),
    path("bilder/eintrag/<uuid:public_id>/wieder-aufnehmen/", asset.take_up, name="put_back_asset"),
    path("bilder/eintrag/<uuid:public_id>/datei/", files.whole, name="asset_file"),
    path("bilder/eintrag/<uuid:public_id>/film/", files.film, name="asset_film"),
    path("bilder/eintrag/<uuid:public_id>/standbild/", files.poster, name="asset_poster"),
    path("bilder/eintrag/<uuid:public_id>/untertitel/", captions.add, name="add_asset_captions"),
    path(
        "bilder/eintrag/<uuid:public_id>/untertitel/<slug:language>/",
        files.captions,
        name="asset_captions",
    ),
    path(
        "bilder/eintrag/<uuid:public_id>/untertitel/<slug:language>/entfernen/",
        captions.remove,
        name="remove_asset_captions",
    ),
    path("bilder/eintrag/<uuid:public_id>/klein/", files.small, name="asset_small"),
]
