"""*Kept*: saved views and frozen results."""

from __future__ import annotations

import msgspec

from shiome import __version__
from shiome.errors import InputRefused
from shiome.web.asked import Asked
from shiome.web.keeping.views import not_frozen
from shiome.web.model import Action, Answer, Column, Done, Page, Parameter, Section, Table
from shiome.web.released import content_of, may_see


def _views(asked: Asked) -> Answer:
    t = asked.words
    saved = asked.desk.keeping.views.saved(asked.reader.name)
    rows = [{"name": view.name, "made_at": view.made_at, "_href": view.address} for view in saved]
    columns = [Column(key="name", title=t("kept.view")), Column(key="made_at", title=t("kept.made_at"), kind="date")]
    table = Table(id="views", title="", columns=columns, rows=rows)
    return Answer(template="kept/views.html", data={"views": [vars(view) for view in saved]}, tables=[table])


def _frozen(asked: Asked) -> Answer:
    found = asked.desk.keeping.views.frozen(asked.values["digest"])
    if not may_see(asked, found):
        raise not_frozen(found.digest)
    data = {
        "digest": found.digest,
        "frozen_address": found.address,
        "data_version": found.data_version,
        "program": found.program,
        "made_by": found.made_by,
        "made_at": found.made_at,
        "content": msgspec.json.decode(found.content),
    }
    changed = asked.desk.data_version() != found.data_version
    text = msgspec.json.format(found.content, indent=2).decode()
    return Answer(template="kept/frozen.html", data=data | {"changed": changed, "text": text}, title=found.digest[:12])


def _save(asked: Asked) -> Done:
    asked.desk.keeping.views.save(asked.reader.name, asked.values["name"] or "", asked.values["address"] or "")
    return Done(to="/kept", said=asked.words("kept.saved"))


def _drop(asked: Asked) -> Done:
    asked.desk.keeping.views.drop(asked.reader.name, asked.values["name"] or "")
    return Done(to="/kept", said=asked.words("kept.dropped"))


def _freeze(asked: Asked) -> Done:
    address = asked.values["address"] or ""
    told = asked.desk.told(address, asked.reader)
    if told is None:
        raise InputRefused(
            "frozen.address", "this page cannot be frozen", ja="このページは固定できない", failed=address
        )
    frozen = asked.desk.keeping.views.freeze(
        address=address,
        data=content_of(told),
        data_version=asked.desk.data_version(),
        program=__version__,
        by=asked.reader.name,
    )
    return Done(to=f"/kept/{frozen.digest}", said=asked.words("kept.frozen"))


def _stop(asked: Asked) -> Done:
    address = asked.values["address"] or "/"
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        raise InputRefused("web.address", "this is no address of the workbench", ja="この画面のアドレスではない")
    asked.desk.answers.stop(asked.values["name"] or "")
    return Done(to=address, said=asked.words("shell.told_stopped"))


_ADDRESS = Parameter(name="address", about="Address of the page.", longest=2000)

SECTION = Section(
    name="kept",
    pages=(
        Page(name="kept", path="/kept", about="Saved views.", handler=_views, personal=True, fresh=True),
        Page(
            name="kept.frozen",
            path="/kept/{digest}",
            about="A frozen result, for those who may see now what it says.",
            handler=_frozen,
            personal=True,
            fresh=True,
        ),
    ),
    actions=(
        Action(
            name="views.save",
            path="/views",
            about="Save a view.",
            handler=_save,
            fields=(Parameter(name="name", longest=100), _ADDRESS),
            role="reader",
        ),
        Action(
            name="views.drop",
            path="/views/drop",
            about="Drop a saved view.",
            handler=_drop,
            fields=(Parameter(name="name", longest=100),),
            role="reader",
        ),
        Action(
            name="freeze", path="/freeze", about="Freeze a result.", handler=_freeze, fields=(_ADDRESS,), role="reader"
        ),
        Action(
            name="stop",
            path="/stop",
            about="Stop what is being worked out for a page, for everybody who waits for it.",
            handler=_stop,
            fields=(Parameter(name="name", longest=64, about="As the page names it."), _ADDRESS),
            role="reader",
        ),
    ),
)
