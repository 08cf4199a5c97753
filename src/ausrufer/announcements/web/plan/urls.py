"""The addresses of the plan."""

from django.urls import path

from ausrufer.announcements.web.plan import board, ideas, reading

PLAN = "plan/datei/<uuid:public_id>/"
IDEA = "plan/idee/<uuid:public_id>/"

urlpatterns = [
    path("plan/", board.board, name="plan"),
    path("plan/verworfen/", ideas.dropped, name="dropped_ideas"),
    path("plan/einlesen/", reading.upload, name="read_plan"),
    path(PLAN, reading.look, name="look_at_plan"),
    path(f"{PLAN}ausfuehren/", reading.do, name="do_plan"),
    path(IDEA, ideas.change, name="idea"),
    path(f"{IDEA}entwurf/", ideas.begin, name="draft_idea"),
    path(f"{IDEA}verschieben/", ideas.move, name="move_idea"),
    path(f"{IDEA}verwerfen/", ideas.drop, name="drop_idea"),
    path(f"{IDEA}aufnehmen/", ideas.pick_up, name="pick_up_idea"),
]
