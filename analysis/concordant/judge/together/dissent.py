"""Rules that protect what people say of the council, and rules that keep it down: openness, toleration and scrutiny against reputation.

The two sides seldom name one deed: "be as open as you can" and "say nothing that shows the council in a poor light" share no word.
"""

from __future__ import annotations

import re

from concordant.judge.together.frames import Frame
from concordant.rulebook.lexicon import Token

_TAKES_DOWN = frozenset({"remove", "hide", "block", "silence", "comment-closed", "destroy", "withhold", "omit"})
_SPEAKS = frozenset({"publish", "share", "disclose", "describe", "criticise", "comment", "speak-out", "tell", "quote", "record", "engage", "reply", "show"})
_LETS = frozenset({"tolerate", "leave-up", "admit", "comment-open", "be-open", "speak-out"})
_OPINION = frozenset({"dissent", "standing", "criticise", "silence", "insult"})


_BODY = re.compile(
    r"\b(?:council|authority|parish|borough|county|district|town|city|corporation|administration|cabinet|committee|panel|board|service|polic(?:y|ies)|"
    r"decisions?|budget|plans?|schemes?|councillors?|members?|colleagues?|staff|officers?|employees?|organisation|brigade|leader(?:ship)?)\b",
    re.IGNORECASE,
)


def _senses(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(s for t in tokens for s in t.senses)


def protects(frame: Frame) -> bool:
    """Whether the rule lets people speak their mind of the council, or binds it to be open about itself."""
    deeds, all_ = _senses(frame.deeds), _senses(frame.all)
    dissent = bool(all_ & {"dissent", "criticise"}) or any(t.text == "against" for t in frame.all)
    lawful = not all_ & {"harm"}
    if frame.says in {"must", "may"}:
        if all_ & {"be-open"} and not all_ & {"exempt-business"}:
            return True
        if frame.says == "must" and deeds & {"publish", "share", "describe", "tell"} and dissent and lawful:
            return True
        if deeds & {"tolerate", "leave-up", "comment-open", "speak-out", "admit"} and (dissent or deeds & {"comment-open", "speak-out"}) and lawful:
            return True
        if frame.says == "may" and deeds & {"describe", "record", "publish"} and all_ & {"meeting"} and not all_ & {"exempt-business"}:
            return True
        if frame.says == "may" and (deeds & {"criticise", "engage", "comment", "reply"} or (dissent and deeds & _SPEAKS)) and lawful:
            return True
    return frame.says in {"must-not", "need-not"} and bool(deeds & _TAKES_DOWN) and dissent and lawful


def keeps_down(frame: Frame) -> bool:
    """Whether the rule keeps such words down, or wants only good ones."""
    deeds, all_ = _senses(frame.deeds), _senses(frame.all)
    about_council = _BODY.search(" ".join(t.text for t in frame.all)) is not None
    touches = bool(all_ & (_OPINION - {"standing"})) or ("standing" in all_ and about_council)
    if frame.says in {"must", "may"}:
        if deeds & {"praise"} or all_ & {"praise"}:
            return frame.says == "must"
        return bool(deeds & (_TAKES_DOWN - {"withhold"})) and (touches or bool(deeds & {"comment-closed"}))
    if frame.says == "must-not":
        if all_ & {"harm", "exempt-business"} and not all_ & {"standing", "dissent"}:
            return False
        if deeds & {"criticise"} or ("standing" in all_ and about_council):
            return True
        if touches and (deeds & _SPEAKS or deeds & {"leave-up", "tolerate"}):
            return True
        return bool(deeds & {"describe"}) and bool(all_ & {"meeting", "decision"}) and not all_ & {"exempt-business"}
    return False
