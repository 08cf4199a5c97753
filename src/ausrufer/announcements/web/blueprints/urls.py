"""The addresses of templates."""

from django.urls import path

from ausrufer.announcements.web.blueprints import offers, pages

urlpatterns = [
    path("mitteilungen/<uuid:public_id>/als-vorlage/", pages.keep_as, name="keep_as_blueprint"),
    path("vorlagen/", pages.overview, name="blueprints"),
    path("vorlagen/neu/", pages.new, name="new_blueprint"),
    path("vorlagen/angeboten/<uuid:public_id>/uebernehmen/", offers.take, name="take_blueprint"),
    path("vorlagen/angeboten/<uuid:public_id>/aenderung/", offers.answer, name="answer_blueprint"),
    path("vorlagen/<uuid:public_id>/", pages.change, name="change_blueprint"),
    path("vorlagen/<uuid:public_id>/anbieten/", offers.offer, name="offer_blueprint"),
    path("vorlagen/<uuid:public_id>/loeschen/", pages.forget, name="forget_blueprint"),
]
