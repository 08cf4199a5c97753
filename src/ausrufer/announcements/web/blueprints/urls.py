"""The addresses of templates."""

from django.urls import path

from ausrufer.announcements.web.blueprints import pages
from ausrufer.announcements.web.offered import BLUEPRINT_OFFERS as OFFERS

urlpatterns = [
    path("mitteilungen/<uuid:public_id>/als-vorlage/", pages.keep_as, name="keep_as_blueprint"),
    path("vorlagen/", pages.overview, name="blueprints"),
    path("vorlagen/neu/", pages.new, name="new_blueprint"),
    path("vorlagen/angeboten/<uuid:public_id>/uebernehmen/", OFFERS.take, name="take_blueprint"),
    path("vorlagen/angeboten/<uuid:public_id>/aenderung/", OFFERS.answer, name="answer_blueprint"),
    path("vorlagen/<uuid:public_id>/", pages.change, name="change_blueprint"),
    path("vorlagen/<uuid:public_id>/anbieten/", OFFERS.offer, name="offer_blueprint"),
    path("vorlagen/<uuid:public_id>/loeschen/", pages.forget, name="forget_blueprint"),
]
