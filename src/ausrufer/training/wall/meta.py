"""Reading posts and comments out of the emulated Graph and Threads."""

from ausrufer.training.meta import PracticeGraph, PracticeThreads
from ausrufer.training.meta.graph_state import Thing
from ausrufer.training.meta.threads_state import Thread
from ausrufer.training.wall.post import Post, Said, Wall

_PUBLIC = ("PagePost", "IGMedia", "AdVideo")


def graph(state: PracticeGraph) -> Wall:
    """Return what stands on the page and on the Instagram account linked to it."""
    there = [
        one
        for one in state.things.values()
        if one.kind in _PUBLIC and not one.gone and one.told.get("public", True)
    ]
    return Wall([_node(state, one) for one in there], state.files)


def _node(state: PracticeGraph, thing: Thing) -> Post:
    told = thing.told
    photos = [state.things[one].told for one in told.get("photos", ()) if one in state.things]
    pictures = [*told.get("pictures", ()), *((one["sha256"], one["alt"]) for one in photos)]
    on_instagram = thing.kind == "IGMedia"
    return Post(
        told.get("message") or told.get("caption") or told.get("description") or "",
        thing.at,
        link=told.get("link") or "",
        pictures=[(sha256, alt) for sha256, alt in pictures],
        place="Instagram" if on_instagram else "Facebook",
        path=_path(thing),
        likes=len(told.get("liked", ())),
        comments=(_on_instagram if on_instagram else _on_facebook)(state, thing.id),
    )


def _path(thing: Thing) -> str:
    match thing.kind:
        case "IGMedia":
            return f"/p/{thing.id}/"
        case "AdVideo":
            reel = thing.told.get("reel")
            return f"/reel/{thing.id}" if reel else f"/{thing.owner}/videos/{thing.id}"
        case _:
            owner, _, own = thing.id.partition("_")
            return f"/{owner}/posts/{own}"


def _on_facebook(state: PracticeGraph, post: str) -> list[Said]:
    below = state.all("Comment", above=post)
    found: list[Said] = []
    for top in (one for one in below if not one.told.get("parent")):
        found.append(_comment(state, top))
        answers = [one for one in below if (one.told.get("parent") or {}).get("id") == top.id]
        found += [_comment(state, one, 1) for one in answers]
    return found


def _comment(state: PracticeGraph, thing: Thing, depth: int = 0) -> Said:
    author = thing.told["from"]
    ours = author["id"] in {one.id for one in state.pages}
    hidden = bool(thing.told.get("is_hidden"))
    return Said(author["name"], thing.told["message"], thing.at, depth, ours, hidden)


def _on_instagram(state: PracticeGraph, medium: str) -> list[Said]:
    found: list[Said] = []
    for top in state.all("IGComment", above=medium):
        found.append(_below_medium(state, top))
        found += [_below_medium(state, one, 1) for one in state.all("IGComment", above=top.id)]
    return found


def _below_medium(state: PracticeGraph, thing: Thing, depth: int = 0) -> Said:
    own = {one.account.username for one in state.pages if one.account}
    name, hidden = thing.told["username"], bool(thing.told.get("hidden"))
    return Said(f"@{name}", thing.told["text"], thing.at, depth, name in own, hidden)


def threads(state: PracticeThreads) -> Wall:
    """Return the posts of the profile and the answers to them."""
    begun = [one for one in state.threads.values() if not one.gone and not one.above]
    return Wall(
        [
            Post(
                one.text,
                one.at,
                link=one.link,
                pictures=one.pictures,
                place=f"@{one.username}",
                path=f"/@{one.username}/post/{one.id}",
                likes=len(one.liked),
                comments=_answers(state, one.id),
            )
            for one in begun
        ],
        state.files,
    )


def _answers(state: PracticeThreads, above: str, depth: int = 0) -> list[Said]:
    found: list[Said] = []
    for one in state.threads.values():
        if one.above == above and not one.gone:
            found += [_answer(state, one, depth), *_answers(state, one.id, depth + 1)]
    return found


def _answer(state: PracticeThreads, one: Thread, depth: int) -> Said:
    ours = one.username == state.profile.username
    return Said(f"@{one.username}", one.text, one.at, depth, ours, one.hidden)
