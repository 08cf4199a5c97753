"""The addresses around people: inviting, coming in, roles."""

from django.urls import path

from ausrufer.desk.web import (
    directory,
    invitations,
    people,
    role_matrix,
    second_factor,
    sessions,
)
from ausrufer.organisations.web import sign_on

urlpatterns = [
    path("desk/menschen/einladen/", invitations.invite, name="invite"),
    path(
        "desk/menschen/einladung/<uuid:public_id>/erneut/",
        invitations.renew,
        name="renew_invitation",
    ),
    path(
        "desk/menschen/einladung/<uuid:public_id>/zurueckziehen/",
        invitations.withdraw,
        name="withdraw_invitation",
    ),
    path("desk/menschen/anmeldung/", second_factor.rules, name="log_in_rules"),
    path(
        "desk/menschen/<int:member_id>/zweiter-schritt/",
        second_factor.reset,
        name="reset_second_factor",
    ),
    path("desk/konto/zweiter-schritt/", second_factor.required, name="second_factor"),
    path("desk/menschen/rollen/", role_matrix.matrix, name="roles"),
    path("desk/menschen/rollen/neu/", role_matrix.new, name="new_role"),
    path("desk/menschen/rollen/<int:role_id>/", role_matrix.role, name="role"),
    path("desk/menschen/rollen/<int:role_id>/beenden/", role_matrix.retire, name="retire_role"),
    path("desk/menschen/<int:member_id>/", people.person, name="person"),
    path(
        "desk/menschen/<int:member_id>/zugang-nehmen/", people.deactivate, name="deactivate_person"
    ),
    path(
        "desk/menschen/<int:member_id>/zugang-geben/", people.reactivate, name="reactivate_person"
    ),
    path("desk/konto/sitzungen/beenden/", sessions.end_others, name="end_other_sessions"),
    path("desk/konto/sitzungen/<int:number>/beenden/", sessions.end, name="end_session"),
    path("desk/menschen/anmeldung/verzeichnis/", directory.directory, name="directory"),
    path("desk/menschen/anmeldung/verzeichnis/beenden/", directory.end, name="end_directory"),
    path(
        "accounts/2fa/webauthn/keys/<int:pk>/remove/",
        second_factor.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("accounts/login/", sign_on.Entrance.as_view(), name="account_login"),
    path("accounts/verzeichnis/<uuid:public_id>/", sign_on.begin, name="sign_on_begin"),
    path("accounts/verzeichnis/<uuid:public_id>/zurueck/", sign_on.arrive, name="sign_on_arrive"),
    path("accounts/einladung/<str:token>/", invitations.accept, name="accept_invitation"),
]
