"""*Coordination*: consultation files, commitments, inputs by addressee, shared words, the exchange with partners, warnings."""

from __future__ import annotations

from shiome.web.files import MEASURED
from shiome.web.model import Action, Page, Parameter, Section
from shiome.web.pages.coordination import addressees, files, layers, papers, partners, promises, warned, wording
from shiome.web.pages.coordination.overview import overview
from shiome.web.papers import FORM, IN
from shiome.web.viewing import AS_READER

_ADDRESSEE = Parameter(name="addressee", longest=80, about="Only this addressee: its identifier or an actor's.")
_DRAFT = Parameter(name="draft", longest=40, about="Name of a draft that was pasted a short while ago.")


def _days(name: str, default: int, about: str) -> Parameter:
    return Parameter(name=name, kind="number", low=0, high=36_500, default=default, about=about)


_FILES = (
    Page(
        name="consultations",
        path="/coordination/consultations",
        about="Consultation files.",
        handler=files.listing,
        parameters=(AS_READER,),
    ),
    Page(
        name="consultations.one",
        path="/coordination/consultations/{file}",
        about="One consultation file, as released to whoever asks.",
        handler=files.one,
        parameters=(AS_READER,),
    ),
    Page(
        name="consultations.ground",
        path="/coordination/consultations/{file}/ground",
        about="Common ground of a file, what each party gives for it, what tabled proposals break.",
        handler=files.ground,
        parameters=(AS_READER,),
        slow=True,
        part=True,
    ),
    Page(
        name="consultations.agenda",
        path="/coordination/consultations/{file}/agenda",
        about="The agenda of a meeting as a file; without a meeting, a draft from what is open.",
        handler=papers.agenda,
        parameters=(AS_READER, papers.MEETING, FORM, IN),
    ),
    Page(
        name="consultations.minutes",
        path="/coordination/consultations/{file}/minutes",
        about="The record of a meeting as a file.",
        handler=papers.minutes,
        parameters=(AS_READER, papers.MEETING, FORM, IN),
    ),
)
_COMMITMENTS = (
    Page(
        name="commitments",
        path="/coordination/commitments",
        about="What was promised, and how it stands.",
        handler=promises.register,
        parameters=(
            Parameter(name="owner", longest=80, about="Only what this actor owes."),
            Parameter(name="state", kind="choice", choices=promises.STATES, about="Only what is told to stand so."),
            Parameter(name="derived", kind="flag", default=False, about="Only what a rule shows as stalled or lapsed."),
        ),
    ),
    Page(
        name="commitments.reminders",
        path="/coordination/commitments/reminders",
        about="What to ask after.",
        handler=promises.remind,
        parameters=(
            _days("within", 90, "Days ahead in which something falls due."),
            _days("quiet", 180, "Days after which what was only agreed is asked after."),
        ),
    ),
    Page(
        name="commitments.layers",
        path="/coordination/commitments/layers",
        about="What leaders, ministers and officials did.",
        handler=layers.layers,
        slow=True,
    ),
    Page(
        name="commitments.touchstones",
        path="/coordination/commitments/touchstones",
        about="The declared tests and how they came out.",
        handler=promises.touchstones,
    ),
    Page(
        name="commitments.members",
        path="/coordination/commitments/members",
        about="Who takes part in which initiative.",
        handler=promises.members,
    ),
    Page(
        name="commitments.one",
        path="/coordination/commitments/{commitment}",
        about="One commitment.",
        handler=promises.one,
    ),
)
_INPUTS = (
    Page(
        name="inputs",
        path="/coordination/inputs",
        about="Arguments by addressee and the channels that reach it.",
        handler=addressees.bank,
        parameters=(
            _ADDRESSEE,
            Parameter(name="interest", about="Only arguments whose interest holds these words."),
            Parameter(name="start", longest=80, about="Only channels on the way from this actor."),
        ),
    ),
    Page(
        name="inputs.openings",
        path="/coordination/inputs/openings",
        about="Which arguments the state of a yardstick bears out.",
        handler=addressees.openings,
        parameters=(_ADDRESSEE,),
        reads=MEASURED,
        slow=True,
        part=True,
    ),
    Page(
        name="inputs.said",
        path="/coordination/inputs/said",
        about="What was said to whom, and what came after.",
        handler=addressees.said,
        parameters=(_ADDRESSEE,),
        slow=True,
        part=True,
    ),
)
_TERMS = (
    Page(
        name="terms",
        path="/coordination/terms",
        about="The shared words, and lines that may be said as they stand.",
        handler=wording.bank,
        parameters=(Parameter(name="to", longest=80, about="Only lines for this actor, or for everybody."), _DRAFT),
        personal=True,
        fresh=True,
    ),
    Page(
        name="terms.checked",
        path="/coordination/terms/checked",
        about="Departures of a draft from the shared words, each with a mend.",
        handler=wording.checked,
        parameters=(_DRAFT,),
        personal=True,
        slow=True,
        part=True,
    ),
)
_PARTNERS = (
    Page(
        name="exchange",
        path="/coordination/exchange",
        about="Partners of the node, what waits for them, and its log.",
        handler=partners.exchange,
        role="releaser",
        fresh=True,
    ),
    Page(
        name="exchange.newest",
        path="/coordination/exchange/newest",
        about="The newest entries of the node's log.",
        handler=partners.newest,
        role="releaser",
        fresh=True,
        part=True,
    ),
    Page(
        name="warnings",
        path="/coordination/warnings",
        about="Records of exercises of the warning channel, all simulated.",
        handler=warned.warnings,
        reads=("warnings",),
    ),
    Page(
        name="warnings.one",
        path="/coordination/warnings/{record}",
        about="One record of an exercise.",
        handler=warned.one,
        reads=("warnings",),
        slow=True,
    ),
)
SECTION = Section(
    name="coordination",
    assets=("css/within.css", "css/timeline.css", "js/timeline.js"),
    pages=(
        Page(
            name="coordination",
            path="/coordination",
            about="Consultation files, reminders, the newest of the exchange.",
            handler=overview,
            parameters=(AS_READER,),
        ),
        *_FILES,
        *_COMMITMENTS,
        *_INPUTS,
        *_TERMS,
        *_PARTNERS,
    ),
    actions=(
        Action(
            name="terms.paste",
            path="/coordination/terms/paste",
            about="Hand in a draft to hold against the shared words; it is not stored.",
            handler=wording.paste,
            fields=(Parameter(name="text", longest=wording.LONGEST, about="The draft."),),
            role="reader",
        ),
    ),
)
