"""The addresses of notices on the desk."""

from django.urls import path

from ausrufer.notices.web import bell, devices, matrix, told, wishes

urlpatterns = [
    path("hinweise/", told.overview, name="notices"),
    path("hinweise/zahl/", bell.count, name="notices_count"),
    path("hinweise/alle-gelesen/", told.read_all, name="notices_read"),
    path("hinweise/<uuid:public_id>/", told.follow, name="notice"),
    path("hinweise/<uuid:public_id>/gelesen/", told.turn, name="notice_read"),
    path("konto/hinweise/", wishes.wishes, name="notice_wishes"),
    path("konto/hinweise/geraete/", devices.add, name="add_push_device"),
    path(
        "konto/hinweise/geraete/<uuid:public_id>/entfernen/",
        devices.remove,
        name="remove_push_device",
    ),
    path("einstellungen/matrix/", matrix.matrix, name="notices_matrix"),
    path("einstellungen/matrix/raeume/", matrix.rooms, name="matrix_rooms"),
    path("einstellungen/matrix/beenden/", matrix.end, name="end_matrix"),
    path("hinweise-empfang.js", devices.receiver, name="push_receiver"),
]
