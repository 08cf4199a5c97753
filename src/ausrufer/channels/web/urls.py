"""The addresses of channels on the desk."""

from django.urls import path

from ausrufer.channels.web import concept, connect, reach, register, views

urlpatterns = [
    path("kanaele/", views.overview, name="channels"),
    path("kanaele/neu/<slug:kind>/", views.new, name="new_channel"),
    path("kanaele/zugang/", connect.arrive, name="consent_arrive"),
    path("kanaele/kontowahl/<uuid:public_id>/", connect.choose, name="choose_account"),
    path("kanaele/<uuid:public_id>/verbinden/", connect.begin, name="connect_channel"),
    path("kanaele/nutzungskonzept/", concept.concept, name="concept"),
    path("kanaele/nutzungskonzept/angaben/", concept.change_frame, name="concept_frame"),
    path("kanaele/nutzungskonzept/als/<slug:kind>/", concept.download, name="concept_download"),
    path("kanaele/<uuid:public_id>/register/", register.register, name="register"),
    path(
        "kanaele/<uuid:public_id>/register/aendern/",
        register.change_register,
        name="change_register",
    ),
    path("kanaele/<uuid:public_id>/ueberpruefen/", register.review, name="review_channel"),
    path("kanaele/<uuid:public_id>/", views.change, name="channel"),
    path("kanaele/<uuid:public_id>/nutzung/", reach.reach, name="channel_reach"),
    path("kanaele/<uuid:public_id>/pruefen/", views.check, name="check_channel"),
    path("kanaele/<uuid:public_id>/freischalten/", views.resume, name="resume_channel"),
]
