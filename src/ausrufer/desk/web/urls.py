"""The addresses of the desk itself."""

from django.urls import path

from ausrufer.desk.web import (
    absences,
    account,
    channel_use,
    handbook,
    house,
    houses,
    journal,
    people,
    search,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("suche/", search.search, name="search"),
    path("suche/befehle/", search.palette, name="palette"),
    path("protokoll/", journal.journal, name="journal"),
    path("handbuch/", handbook.show, name="handbook"),
    path("handbuch/<str:page>/", handbook.show, name="handbook_page"),
    path("einstellungen/", house.overview, name="house"),
    path("haeuser/", houses.houses, name="houses"),
    path("haeuser/neu/", houses.new, name="new_house"),
    path("haeuser/gastgeber/beenden/", houses.leave, name="leave_host"),
    path("haeuser/<slug:slug>/einladen/", houses.renew, name="renew_house"),
    path("haeuser/<slug:slug>/beenden/", houses.end, name="end_house"),
    path("menschen/", people.people, name="people"),
    path("kanaele/<uuid:public_id>/betrieb/", channel_use.channel_use, name="channel_use"),
    path("konto/angemeldet/", account.logged_in, name="logged_in"),
    path("konto/", account.account, name="account"),
    path("konto/abwesenheit/", absences.absences, name="absences"),
    path("konto/abwesenheit/<uuid:public_id>/beenden/", absences.end, name="end_absence"),
    path("konto/organisation/", account.choose_organisation, name="choose_organisation"),
    path("konto/zugang/<uuid:public_id>/beenden/", account.end, name="end_token"),
]
