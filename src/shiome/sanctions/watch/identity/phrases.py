"""What the events of identity say, in Japanese and English; the weight of each is its part of the score."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.sanctions.watch.events import Reason

_GROUNDS = {
    "name": ("船名", "name"),
    "mmsi": ("MMSI の数字", "digits of the MMSI"),
    "imo": ("IMO 番号の数字", "digits of the IMO number"),
}


def shared_mmsi(together: int, switches: int, hulls: int) -> Reason:
    """One MMSI on several hulls."""
    return Reason(
        "identity.shared_mmsi",
        f"一つの MMSI を {together} つの船体が入れ替わりに使用（{switches} 回入れ替わり、航跡は全部で {hulls} 本）",
        f"one MMSI is in use on {together} hulls, which take turns {switches} times; {hulls} tracks in all",
        0.8,
    )


def clone_default() -> Reason:
    """An MMSI that nobody set."""
    return Reason(
        "identity.alternative.default",
        "下六桁がすべて 0 で、設定されていない機器や共用の既定値と見られる",
        "its last six digits are 0: sets that were never programmed, or a shared default",
    )


def clone_mistake() -> Reason:
    """An MMSI typed wrongly."""
    return Reason("identity.alternative.mistake", "設置時の入力誤り", "typed wrongly when the set was installed")


def clone_position() -> Reason:
    """One vessel whose positions are false."""
    return Reason(
        "identity.alternative.position",
        "同じ船の位置の一部が誤り（衛星測位の妨害・欺瞞、時計の誤り）",
        "one vessel, some of whose positions are false (jammed or spoofed satellite navigation, wrong clocks)",
    )


def shared_imo(number: int) -> Reason:
    """One IMO number on two hulls."""
    return Reason(
        "identity.shared_imo",
        f"IMO {number} を、互いに届かない場所にいる二隻が同時に送信",
        f"IMO {number} is sent at once by two vessels out of reach of one another",
        0.85,
    )


def default_number() -> Reason:
    """A number as a filler."""
    return Reason("identity.alternative.filler", "穴埋めとして入れた番号", "a number entered to fill the field")


def typing() -> Reason:
    """A typing error."""
    return Reason("identity.alternative.typing", "入力または受信の誤り", "an error of typing or of reception")


def same_imo(number: int) -> Reason:
    """One hull by its number."""
    return Reason(
        "identity.renamed",
        f"同じ IMO {number} が別の MMSI で現れた（番号は船体に一生付く）",
        f"the same IMO {number} appears under another MMSI (the number stays with the hull for life)",
        0.5,
    )


def same_bad_imo(number: int) -> Reason:
    """One hull by a number that is no ship's."""
    return Reason(
        "identity.renamed",
        f"船舶番号として成り立たない IMO {number} を両方が送信",
        f"both send the IMO number {number}, which is no ship's",
        0.35,
    )


def altered_number(one: int, other: int) -> Reason:
    """One hull by a number with altered digits."""
    return Reason(
        "identity.renamed",
        f"IMO {one} と {other} は、書き換えやすい数字（3と8、1と7、0と6）だけが違う",
        f"IMO {one} and {other} differ only in a digit that is easily altered (3 and 8, 1 and 7, 0 and 6)",
        0.35,
    )


def handover(grounds: Sequence[str]) -> Reason:
    """One identity ends, another begins."""
    ja, en = (" と ".join(_GROUNDS[each][0] for each in grounds), " and ".join(_GROUNDS[each][1] for each in grounds))
    return Reason(
        "identity.handover",
        f"一方が途絶えた所・時に他方が現れ、{ja}が似る",
        f"the one begins where and when the other ends, and they share or resemble one another in the {en}",
        0.3 + 0.1 * len(grounds),
    )


def name_changed(one: str, other: str) -> Reason:
    """A new name."""
    return Reason(
        "identity.name", f"船名が {one} から {other} に変わった", f"its name changed from {one} to {other}", 0.15
    )


def flag_changed(one: str, other: str) -> Reason:
    """A new flag by the MMSI."""
    return Reason(
        "identity.flag", f"MMSI の国別番号が {one} から {other} に変わった", f"the MMSI went from {one} to {other}", 0.1
    )


def altered_mmsi(places: tuple[int, ...]) -> Reason:
    """An MMSI with altered digits."""
    told = ", ".join(map(str, places))
    return Reason(
        "identity.mmsi_altered",
        f"MMSI は {told} 桁目の書き換えやすい数字だけが違う",
        f"the MMSIs differ only in easily altered digits (place {told})",
        0.1,
    )


def reachable() -> Reason:
    """The one can have become the other."""
    return Reason(
        "identity.reachable", "両者の間は航行できる距離と時間", "a vessel can have gone from the one to the other", 0.1
    )


def unreachable() -> Reason:
    """The one cannot have become the other."""
    return Reason(
        "identity.unreachable",
        "両者の間は航行できない（どちらかの位置か番号が偽り）",
        "no vessel goes from the one to the other in that time: a position or a number is false",
        -0.1,
    )


def at_once(hours: float) -> Reason:
    """A change without a stay in port."""
    return Reason(
        "identity.at_once",
        f"変更の間は {hours:.1f} 時間（登録の変更には通常もっとかかる）",
        f"{hours:.1f} h lie between (a change of register usually takes longer)",
        0.1,
    )


def sold() -> Reason:
    """A lawful change."""
    return Reason(
        "identity.alternative.sold", "売船・改名・転籍の正規の届出", "a lawful sale, renaming or change of flag"
    )


def reprogrammed() -> Reason:
    """A set programmed anew."""
    return Reason("identity.alternative.set", "機器の交換や再設定", "a set replaced or programmed anew")


def set_moved() -> Reason:
    """A set that went to another ship."""
    return Reason("identity.alternative.moved", "機器が別の船へ移された", "the set was moved to another ship")


def renamed_same_mmsi(one: str, other: str) -> Reason:
    """A new name under one MMSI."""
    return Reason(
        "identity.changed",
        f"同じ MMSI で船名が {one} から {other} に変わった",
        f"under one MMSI the name changed from {one} to {other}",
        0.35,
    )


def number_changed(one: int, other: int) -> Reason:
    """A new number under one MMSI."""
    return Reason(
        "identity.changed",
        f"同じ MMSI で IMO が {one} から {other} に変わった",
        f"under one MMSI the IMO number changed from {one} to {other}",
        0.55,
    )


def altered_places(places: tuple[int, ...]) -> Reason:
    """Altered digits."""
    told = ", ".join(map(str, places))
    return Reason(
        "identity.digits", f"違いは {told} 桁目の書き換えやすい数字だけ", f"they differ only in easily altered digits (place {told})", 0.25
    )  # fmt: skip


def company_number(number: int) -> Reason:
    """A company's number."""
    return Reason(
        "identity.imo_company",
        f"IMO {number} は会社番号の検査数字に合い、船舶番号としては合わない",
        f"IMO {number} passes as a company's number, not as a ship's",
        0.5,
    )


def bad_digit(number: int) -> Reason:
    """A number that fails."""
    return Reason(
        "identity.imo_invalid", f"IMO {number} は検査数字が合わない", f"IMO {number} fails its check digit", 0.35
    )  # fmt: skip


def looks_like(good: int, *, seen: bool) -> Reason:
    """A number from which it may have been made."""
    return Reason(
        "identity.tampered",
        f"IMO {good} の一桁を書き換えた形" + ("（この番号も観測されている）" if seen else ""),
        f"it looks like IMO {good} with one digit altered" + (", which is seen in the data" if seen else ""),
        0.3 if seen else 0.05,
    )


def no_number() -> Reason:
    """A vessel without a number."""
    return Reason(
        "identity.alternative.none",
        "番号を持たない小型船の任意入力",
        "a small vessel without a number, whose field was filled with anything",
    )


def no_such_mid(mid: int) -> Reason:
    """A country number that nobody has."""
    return Reason(
        "identity.mid_unknown",
        f"MMSI の国別番号 {mid} はどの主管庁にも割り当てられていない",
        f"the country digits {mid} of the MMSI are allotted to no administration",
        0.5,
    )


def buoy() -> Reason:
    """Fishing gear."""
    return Reason(
        "identity.alternative.gear",
        "漁具のブイなど、規格外の送信機",
        "an irregular transmitter, such as a buoy on fishing gear",
    )


def other_flag(mid: int, state: str, told: str) -> Reason:
    """MID against flag."""
    return Reason(
        "identity.mid_flag",
        f"MMSI の国別番号 {mid}（{state}）と旗 {told} が合わない",
        f"the country digits {mid} of the MMSI ({state}) do not fit the flag {told}",
        0.6,
    )


def reflagging() -> Reason:
    """A new flag, an old MMSI."""
    return Reason(
        "identity.alternative.reflagging",
        "転籍後に MMSI をまだ替えていない",
        "a new flag, and the MMSI not yet changed",
    )


def register_late() -> Reason:
    """A register that lags."""
    return Reason("identity.alternative.register", "出所の旗の情報が古い", "the source's flag is out of date")
