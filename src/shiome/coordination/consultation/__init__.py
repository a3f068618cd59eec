"""Consultation files: the casework of parties that consult on an issue, over all tools at once."""

from shiome.coordination.consultation.checking import check_part, check_parts
from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.packed import packed_parts
from shiome.coordination.consultation.record import LOG, file_of, grown, version_of
from shiome.coordination.consultation.refusals import unknown_file
from shiome.coordination.consultation.release import PUBLIC, lines_for, may_see, reaches, released_numbers, released_to

__all__ = [
    "LOG",
    "PUBLIC",
    "ConsultationFile",
    "check_part",
    "check_parts",
    "file_of",
    "grown",
    "lines_for",
    "may_see",
    "packed_parts",
    "reaches",
    "released_numbers",
    "released_to",
    "unknown_file",
    "version_of",
]
