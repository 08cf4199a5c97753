"""Writing and reading records: answers and refusals as the reference server gives them."""

from collections.abc import Iterable

from ausrufer.training.bluesky.calls import Call, Json, Refused
from ausrufer.training.bluesky.cids import cid_of_record
from ausrufer.training.bluesky.keys import is_record_key, is_tid, next_tid
from ausrufer.training.bluesky.memory import Stored
from ausrufer.training.bluesky.posts import POST, broken_limit
from ausrufer.training.bluesky.server import PracticeAccount

_PAGE, _LARGEST_PAGE = 50, 100
_WRITES = "com.atproto.repo.applyWrites"


def put_record(call: Call) -> Json:
    """Create or replace a record; `swapRecord` tells what must be there, null that nothing must."""
    account = _owner(call)
    fresh = _prepared(call, account, call.text("collection"), call.text("rkey"), _record(call.body))
    there = call.server.memory.records.get(fresh.uri)
    written = {"uri": fresh.uri, "cid": fresh.cid, "validationStatus": _status(fresh)}
    if there is not None and there.cid == fresh.cid:
        return written
    if "swapRecord" in call.body and call.body["swapRecord"] != (there.cid if there else None):
        raise Refused("InvalidSwap", f"Record was at {there.cid if there else 'null'}")
    _keep(call, fresh)
    return {**written, "commit": _commit(call)}


def create_record(call: Call) -> Json:
    """Create a record; a key that is taken breaks the server, as it breaks the real one."""
    account = _owner(call)
    key = call.body.get("rkey") or next_tid(call.server.clock())
    fresh = _prepared(call, account, call.text("collection"), str(key), _record(call.body))
    _refuse_taken(fresh.uri in call.server.memory.records)
    _keep(call, fresh)
    return {
        "uri": fresh.uri,
        "cid": fresh.cid,
        "commit": _commit(call),
        "validationStatus": _status(fresh),
    }


def apply_writes(call: Call) -> Json:
    """Carry out all writes or none."""
    account = _owner(call)
    asked = [write for write in call.body.get("writes") or [] if isinstance(write, dict)]
    planned = [_planned(call, account, write) for write in asked]
    _rehearse(call, planned)
    results: list[Json] = []
    for kind, stored in planned:
        if kind == "delete":
            call.server.memory.remove(stored.uri)
            results.append({"$type": f"{_WRITES}#deleteResult"})
        else:
            _keep(call, stored)
            told = {"uri": stored.uri, "cid": stored.cid, "validationStatus": _status(stored)}
            results.append({"$type": f"{_WRITES}#{kind}Result", **told})
    return {"commit": _commit(call), "results": results}


def delete_record(call: Call) -> Json:
    """Remove a record; one that is not there is fine."""
    uri = _uri(_owner(call).did, call.text("collection"), call.text("rkey"))
    if uri not in call.server.memory.records:
        return {}
    call.server.memory.remove(uri)
    return {"commit": _commit(call)}


def get_record(call: Call) -> Json:
    """Show a record to anybody."""
    account = call.server.account(call.text("repo"))
    if account is None:
        raise Refused("InvalidRequest", "Could not locate record")
    uri = _uri(account.did, call.text("collection"), call.text("rkey"))
    stored = call.server.memory.records.get(uri)
    if stored is None:
        raise Refused("RecordNotFound", f"Could not locate record: {uri}")
    return _shown(stored)


def list_records(call: Call) -> Json:
    """List the records of one kind to anybody, the newest key first."""
    account = call.server.account(call.text("repo"))
    if account is None:
        raise Refused("InvalidRequest", f"Could not find repo: {call.text('repo')}")
    limit = int(call.params.get("limit", _PAGE))
    if not 1 <= limit <= _LARGEST_PAGE:
        raise Refused("InvalidRequest", f"integer too big (maximum {_LARGEST_PAGE}, got {limit})")
    newest_first = call.server.memory.of(account.did, call.text("collection"))[::-1]
    listed = newest_first[::-1] if call.params.get("reverse") == "true" else newest_first
    after = call.params.get("cursor")
    if after:
        backwards = call.params.get("reverse") == "true"
        listed = [s for s in listed if (s.key > after if backwards else s.key < after)]
    page = listed[:limit]
    cursor = {"cursor": page[-1].key} if page else {}
    return {"records": [_shown(stored) for stored in page], **cursor}


def _owner(call: Call) -> PracticeAccount:
    account = call.account()
    named = call.server.account(call.text("repo"))
    if named is None:
        raise Refused("AccountNotFound", "Account not found", status=403)
    if named != account:
        raise Refused("AuthenticationRequired", "Authentication Required", status=401)
    return account


def _record(body: Json, name: str = "record") -> Json:
    record = body.get(name)
    if not isinstance(record, dict):
        raise Refused("InvalidRequest", f'Missing required key "{name}" at $')
    return record


def _prepared(
    call: Call, account: PracticeAccount, collection: str, key: str, record: Json
) -> Stored:
    """Return the record as it would be kept; raises Refused where it may not be."""
    value = {**record, "$type": record.get("$type", collection)}
    if value["$type"] != collection:
        raise Refused(
            "InvalidRequest", f"Invalid $type: expected {collection}, got {value['$type']}"
        )
    if not is_record_key(key):
        raise Refused("InvalidRequest", f"Invalid record key: {key}")
    if collection == POST:
        _refuse_post(call, key, value)
    return Stored(_uri(account.did, collection, key), cid_of_record(value), value)


def _refuse_post(call: Call, key: str, post: Json) -> None:
    if not is_tid(key):
        words = f"Invalid record key for {POST}: Invalid TID string"
        raise Refused("InvalidRequest", words)
    broken = broken_limit(post, call.server.limits)
    if broken:
        raise Refused("InvalidRequest", f"Invalid {POST} record: {broken}")


def _planned(call: Call, account: PracticeAccount, write: Json) -> tuple[str, Stored]:
    kind = str(write.get("$type")).removeprefix(f"{_WRITES}#")
    if kind not in {"create", "update", "delete"}:
        raise Refused("InvalidRequest", "Invalid $type at $.writes")
    collection = str(write.get("collection"))
    if kind == "delete":
        return kind, Stored(_uri(account.did, collection, str(write.get("rkey"))), "", {})
    key = str(write.get("rkey") or next_tid(call.server.clock()))
    return kind, _prepared(call, account, collection, key, _record(write, "value"))


def _rehearse(call: Call, planned: Iterable[tuple[str, Stored]]) -> None:
    """Refuse writes of which one would break: what is not there is not removed, and so on."""
    there = set(call.server.memory.records)
    for kind, stored in planned:
        _refuse_taken((kind == "create") == (stored.uri in there))
        if kind == "delete":
            there.discard(stored.uri)
        else:
            there.add(stored.uri)
            _refuse_lost_blobs(call, stored.value)


def _refuse_taken(taken: bool) -> None:  # noqa: FBT001 - the one thing it is about
    if taken:
        raise Refused("InternalServerError", "Internal Server Error", status=500)


def _refuse_lost_blobs(call: Call, value: object) -> None:
    match value:
        case {"$type": "blob", "ref": {"$link": str(cid)}}:
            if cid not in call.server.memory.blobs:
                raise Refused("BlobNotFound", f"Could not find blob: {cid}")
        case dict():
            for held in value.values():
                _refuse_lost_blobs(call, held)
        case list():
            for held in value:
                _refuse_lost_blobs(call, held)


def _keep(call: Call, stored: Stored) -> None:
    _refuse_lost_blobs(call, stored.value)
    call.server.memory.put(stored)


def _uri(did: str, collection: str, key: str) -> str:
    return f"at://{did}/{collection}/{key}"


def _shown(stored: Stored) -> Json:
    return {"uri": stored.uri, "cid": stored.cid, "value": stored.value}


def _status(stored: Stored) -> str:
    return "valid" if stored.collection == POST else "unknown"


def _commit(call: Call) -> Json:
    now = call.server.clock()
    return {"cid": cid_of_record({"at": now.isoformat()}), "rev": next_tid(now)}
