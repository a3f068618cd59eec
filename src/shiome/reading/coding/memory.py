"""What a document has told so far that its next sentence may lean on: topic, date, who met last."""

from __future__ import annotations

from datetime import date

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateContext
from shiome.reading.coding.sentence_io import Before, SentenceOutput

_TOPIC_REACH = 3
"""For how many sentences without a topic of their own the last topic holds."""
_GATHERING_REACH = 12
"""For how many sentences "the statement" may mean that of those who met last."""
_DATE_REACH = 8
"""For how many sentences without a date the last date named tells the year of the next."""


class Memory:
    """The memory of one reading of a document."""

    def __init__(self, dated: date) -> None:
        self.context = DateContext(dated)
        self.before = Before()
        self._topic: tuple[Mention, ...] = ()
        self._section_topic: tuple[Mention, ...] = ()
        self._since_topic = self._since_gathering = self._since_date = 0

    @property
    def topic(self) -> tuple[Mention, ...]:
        """What the text is about just now: the last topic, else whom the section is about."""
        return self._topic or self._section_topic

    @property
    def topic_is_newer(self) -> bool:
        """Whether the topic was named after the last gathering."""
        return bool(self._topic) and self._since_topic < self._since_gathering

    def new_section(self) -> None:
        """Forget what holds only within a section; a gathering may be told of under several headings."""
        self._topic = self._section_topic = ()
        self.before = Before(gathering=self.before.gathering, met=self.before.met)
        self.context.last = None

    def name_section(self, topic: tuple[Mention, ...]) -> None:
        """Keep whom the heading says the section is about."""
        self._section_topic = topic

    def note(self, output: SentenceOutput, *, dated: bool) -> None:
        """Keep what a sentence leaves; ``dated`` says whether it named a date."""
        self._since_topic += 1
        self._since_gathering += 1
        self._since_date += 1
        if output.topic:
            self._topic, self._since_topic = output.topic, 0
        elif self._since_topic > _TOPIC_REACH:
            self._topic = ()
        left = output.before
        if left is not None:
            if left.gathering is not self.before.gathering:
                self._since_gathering = 0
            self.before = left
        if self._since_gathering > _GATHERING_REACH:
            self.before = Before(self.before.doers, (), self.before.when)
        if dated:
            self._since_date = 0
        elif self._since_date > _DATE_REACH:
            self.context.last = None
