"""The addresses of the plan."""

from django.urls import path

from ausrufer.announcements.web.plan import board, ideas

IDEA = "plan/idee/<uuid:public_id>/"

urlpatterns = [
    path("plan/", board.board, name="plan"),
    path("plan/verworfen/", ideas.dropped, name="dropped_ideas"),
    path(IDEA, ideas.change, name="idea"),
    path(f"{IDEA}entwurf/", ideas.begin, name="draft_idea"),
    path(f"{IDEA}verschieben/", ideas.move, name="move_idea"),
    path(f"{IDEA}verwerfen/", ideas.drop, name="drop_idea"),
    path(f"{IDEA}aufnehmen/", ideas.pick_up, name="pick_up_idea"),
]
