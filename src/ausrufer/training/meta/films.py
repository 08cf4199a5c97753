"""Films of the emulated Graph: reels in three steps, videos in one."""

from ausrufer.training.meta.asked import page_of
from ausrufer.training.meta.calls import Call, Json, be_film
from ausrufer.training.meta.graph_state import PracticeGraph, Thing
from ausrufer.training.meta.refusing import Refused, not_there


async def reel(call: Call) -> Json:
    """Begin a reel, or finish and publish one."""
    sent = call.asked.sent
    if sent.get("upload_phase") == "start":
        told: Json = {"description": "", "reel": True, "sha256": "", "public": False}
        begun = call.graph.new("AdVideo", call.page.id, waits=call.graph.slow, **told)
        address = f"https://rupload.facebook.com/video-upload/v26.0/{begun.id}"
        return {"video_id": begun.id, "upload_url": address}
    thing = call.graph.thing(sent.get("video_id", ""))
    if thing is None or sent.get("upload_phase") != "finish":
        raise not_there(sent.get("video_id", ""))
    if not thing.told["sha256"] or thing.told["waits"] > 0 or thing.told["public"]:
        raise Refused(6000, 1363130, "The video is not ready")
    thing.told.update(description=sent.get("description", ""), public=True)
    return {"success": True}


async def video(call: Call) -> Json:
    """Fetch a video and publish it at once."""
    content = await call.fetched(call.asked.sent.get("file_url", ""))
    be_film(content)
    told: Json = {"description": call.asked.sent.get("description", ""), "reel": False}
    told |= {"sha256": call.graph.keep(content), "public": True, "waits": 0}
    return {"id": call.graph.new("AdVideo", call.page.id, **told).id}


async def reels(call: Call) -> Json:
    """Tell the reels of the page, newest first."""
    return page_of(_listed(call, reel=True), call.asked)


async def videos(call: Call) -> Json:
    """Tell the videos of the page, newest first."""
    return page_of(_listed(call, reel=False), call.asked)


async def about(call: Call) -> Json:
    """Tell a film and how far it is."""
    told = call.thing.told
    if told["sha256"] and told["waits"] > 0:
        told["waits"] -= 1
        brought = "in_progress"
    else:
        brought = "complete" if told["sha256"] else "not_started"
    published = "complete" if told["public"] else "not_started"
    status: Json = {"video_status": "ready" if told["public"] else "processing"}
    status |= {"uploading_phase": {"status": brought}, "publishing_phase": {"status": published}}
    there = len(call.graph.all("Comment", above=call.thing.id))
    counted = {"data": [], "summary": {"total_count": there}}
    return call.asked.pick(
        {**_shown(call.thing), "status": status, "views": 77, "comments": counted}
    )


async def edit(call: Call) -> Json:
    """Change the words of a film."""
    call.thing.told["description"] = call.asked.sent.get("description", "")
    return {"success": True}


def brought(graph: PracticeGraph, number: str, content: bytes) -> Json:
    """Take the file of a reel that was begun; raises Refused."""
    thing = graph.thing(number)
    if thing is None or thing.kind != "AdVideo":
        raise not_there(number)
    be_film(content)
    thing.told["sha256"] = graph.keep(content)
    return {"success": True}


def _listed(call: Call, *, reel: bool) -> list[Json]:
    found = call.graph.all("AdVideo", owner=call.page.id)
    public = [one for one in found if one.told["public"] and one.told["reel"] is reel]
    return [_shown(one) for one in reversed(public)]


def _shown(thing: Thing) -> Json:
    description = thing.told["description"] or None
    return {"id": thing.id, "description": description, "created_time": thing.stamp}
