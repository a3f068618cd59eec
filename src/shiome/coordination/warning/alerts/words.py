"""What an alert says in each language. Everything begins with the mark of what is simulated."""

from __future__ import annotations

MARK = {"ja": "【模擬】", "en": "[SIMULATED] ", "ko": "[모의] "}
LANGUAGES = {"ja": "ja-JP", "en": "en-US", "ko": "ko-KR"}
CLASSES = {
    "short": {"ja": "短距離", "en": "short-range", "ko": "단거리"},
    "medium": {"ja": "準中距離", "en": "medium-range", "ko": "준중거리"},
    "intermediate": {"ja": "中距離", "en": "intermediate-range", "ko": "중거리"},
    "intercontinental": {"ja": "大陸間", "en": "intercontinental-range", "ko": "대륙간"},
    "": {"ja": "射程不明", "en": "unclassified", "ko": "사거리 미상"},
}
EVENT = {
    "ja": "{mark}弾道飛翔体（{range_class}）の発射（演習）",
    "en": "{mark}Launch of an object on a ballistic path ({range_class}; exercise)",
    "ko": "{mark}탄도 비행체({range_class}) 발사(연습)",
}
HEADLINE = {
    "Alert": {"ja": "{mark}発射を探知", "en": "{mark}Launch detected", "ko": "{mark}발사 탐지"},
    "Update": {"ja": "{mark}発射情報の更新", "en": "{mark}Launch: updated", "ko": "{mark}발사 정보 갱신"},
    "Cancel": {"ja": "{mark}発射情報の取消し", "en": "{mark}Launch: withdrawn", "ko": "{mark}발사 정보 취소"},
}
SOURCES = {
    "ja": "{partners}の航跡を統合した。",
    "en": "Fused from the tracks of {partners}.",
    "ko": "{partners}의 항적을 통합하였다.",
}
AREA = {
    "ja": "落下予測域（{percent} %）",
    "en": "Area of predicted fall ({percent} %)",
    "ko": "낙하 예상 구역({percent} %)",
}
FALL = {
    "ja": "落下予測時刻は{time}（標準偏差 {spread} 秒）、射程は約 {distance} km（標準偏差 {distance_spread} km）。",
    "en": "Predicted to fall at {time} (standard deviation {spread} s), some {distance} km away (standard deviation {distance_spread} km).",
    "ko": "낙하 예상 시각은 {time}(표준편차 {spread}초), 사거리는 약 {distance} km(표준편차 {distance_spread} km).",
}
NO_FALL = {
    "ja": "推力が続いているか追尾が不十分なため、落下域はまだ示せない。",
    "en": "No area of fall can be given yet: thrust may go on, or it has not been tracked for long enough.",
    "ko": "추력이 지속되거나 추적이 충분하지 않아 낙하 구역을 아직 제시할 수 없다.",
}
MISSING = {
    "ja": "沈黙している参加者：{partners}。その現在の観測は含まれていない。",
    "en": "Silent partners: {partners}. What they observe now is missing here.",
    "ko": "무응답 참가자: {partners}. 해당 참가자의 현재 관측은 포함되지 않았다.",
}
INSTRUCTION = {
    "ja": "模擬データによる演習である。実際の行動を取らないこと。",
    "en": "This is an exercise with simulated data. Take no real action.",
    "ko": "모의 데이터를 사용한 연습이다. 실제 조치를 취하지 말 것.",
}
SEPARATOR = {"ja": "、", "en": ", ", "ko": ", "}
