"""What of a page is its main text, and what stands around it: navigation, banners, notices, what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from concordant.read import headings
from concordant.read.html.tree import Node, preorder

# Elements and roles that by their meaning hold no part of the text.
_APART_TAGS = frozenset("nav button select textarea input dialog del s strike".split())
_APART_ROLES = frozenset("navigation search banner contentinfo dialog alertdialog menu menubar toolbar doc-toc".split())
# Words in class names and ids by which web developers name parts that every page of a site has. Whole words only.
_SITE_WORDS = frozenset(
    "breadcrumb breadcrumbs cookie cookies consent pagination pager skip skiplink share sharing sharer addthis sharethis nav navbar "
    "navigation menu sidebar masthead feedback".split()
)
_EDGE_WORDS = frozenset("header footer banner toolbar".split())
MAX_SIBLINGS = 2_000
_FOLDING = re.compile(r"accordion|collaps|toggle-(?:content|panel)|tab-?(?:content|pane|panel)", re.IGNORECASE)
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Elements that may hold the main text, and of which a deeper one may hold it more closely.
_CONTAINERS = frozenset("html body div section article main form center table tbody tr td font span".split())
_SECTIONS = frozenset("article section main".split())
_SECTIONED = frozenset({"section", "div", "form"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# The share of the words in sentences that the main text must hold, and that a part of the site may not.
_MOST, _SMALL = 0.8, 0.4
_MAX_SITE_WORDS = 60
_MAX_HEAD = 8
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`main` holds the text, `title` is the heading that names the page, `marked` whether the page itself says which part is the main."""

    main: Node
    title: Node | None
    marked: bool
    hidden: int


def survey(root: Node) -> Survey:
    """Mark the nodes that stand apart and find the main text."""
    nodes = preorder(root)
    _weigh(nodes)
    hidden = _set_apart(nodes, controlled=_controlled(nodes))
    _weigh(nodes)
    marked = _marked(nodes)
    main = marked or _fullest(root)
    inside = preorder(main)
    if marked is None:
        _set_edges_apart(inside, main)
    _set_contents_apart(inside)
    _set_page_talk_apart(inside)
    return Survey(main=main, title=_title(nodes, inside, main), marked=marked is not None, hidden=hidden)


def _weigh(nodes: list[Node]) -> None:
    """Add up what each node holds, but for what stands apart; the innermost nodes come last."""
    places = frozenset(filter(None, map(_anchor, nodes)))
    for node in nodes:
        node.clear()
    for node in reversed(nodes):
        if node.apart:
            node.clear()
            continue
        node.words += sum(len(_WORD.findall(child)) for child in node.children if isinstance(child, str))
        if node.tag == "a" and "href" in node.attributes:
            node.linked, node.links = node.words, node.links + 1
            node.pointing += _points_at(node, places)
        if node.parent is not None:
            _add(node, node.parent)


def _add(node: Node, above: Node) -> None:
    above.words += node.words
    above.linked += node.linked
    above.links += node.links
    above.pointing += node.pointing
    above.headed = above.headed or node.headed or node.tag in _HEADINGS
    above.tabled = above.tabled or node.tabled or node.tag == "table"


def _controlled(nodes: list[Node]) -> frozenset[str]:
    """The ids of panels that a control on the page shows: hidden only until a reader asks for them."""
    return frozenset(one for node in nodes for one in node.get("aria-controls").split())


def _set_apart(nodes: list[Node], *, controlled: frozenset[str]) -> int:
    """Mark what stands apart wherever it is. Returns how many hidden parts with words there are."""
    total = nodes[0].words
    in_section: set[int] = set()
    hidden = 0
    for node in nodes:
        above = node.parent
        if above is not None and above.apart:
            node.apart, node.unseen = True, above.unseen or _is_hidden(node) or node.tag in _APART_TAGS
            continue
        if above is not None and (id(above) in in_section or above.tag in _SECTIONS or above.get("role") == "main"):
            in_section.add(id(node))
        concealed = _is_hidden(node) and node.get("id") not in controlled and node.get("role") != "tabpanel"
        concealed = concealed and node.tag not in {"html", "body"} and not _is_folded(node)
        hidden += concealed and node.words > 0
        heads = node.tag == "button" and above is not None and above.tag in _HEADINGS
        node.unseen = concealed or (node.tag in _APART_TAGS and not heads)
        node.apart = concealed or _is_apart(node, total, inside=id(node) in in_section)
    return hidden


def _is_folded(node: Node) -> bool:
    """A panel of an accordion: hidden only until a reader opens it with the button above it."""
    above = node.parent.elements if node.parent is not None and len(node.parent.children) < MAX_SIBLINGS else []
    at = next((k for k, one in enumerate(above) if one is node), 0)
    before = above[at - 1] if at else None
    opened = before is not None and any(
        "aria-expanded" in one.attributes or (one.tag == "button" and before.tag in _HEADINGS) for one in islice(preorder(before), 20)
    )
    return opened or bool(_FOLDING.search(node.get("class")))


def _is_hidden(node: Node) -> bool:
    if node.attributes.get("hidden", "until-found") != "until-found" or node.get("aria-hidden") == "true":
        return True
    return bool(_HIDING.search(node.get("style"))) or (node.tag == "input" and node.get("type") == "hidden")


def _is_apart(node: Node, total: int, *, inside: bool) -> bool:
    role = node.get("role")
    if node.tag == "div" and node.get("title") in {"header", "footer"}:
        # So LibreOffice marks the running head and foot of the pages of a document.
        return True
    if node.tag == "button" and node.parent is not None and node.parent.tag in _HEADINGS:
        return False
    if node.tag in _APART_TAGS or role in _APART_ROLES:
        return node.tag not in {"main", "body"}
    if not inside and (node.tag in {"footer", "aside"} or role == "complementary"):
        return True
    if not inside and node.tag == "header":
        return node.linked > 0 or not node.headed
    if node.words > _SMALL * total or node.tag in {"html", "body", "main", *_HEADINGS}:
        return False
    return (node.tag == "form" or bool(_named(node) & _SITE_WORDS)) and _is_site_part(node)


def _is_site_part(node: Node) -> bool:
    """A name alone may be that of the subject ("cookie-policy"): the part must be short or mostly links."""
    return node.words <= _MAX_SITE_WORDS or 2 * node.linked > node.words


def _named(node: Node) -> set[str]:
    """The words in the class names and the id of a node."""
    names = f"{node.get('class')} {node.get('id')}"[:400]
    return {part.lower() for part in _PARTS.findall(names)}


def _marked(nodes: list[Node]) -> Node | None:
    """The part that the page itself calls the main one: by <main>, by its role, or an article that holds most of the text."""
    mains = [node for node in nodes if not node.apart and (node.tag == "main" or node.get("role") == "main") and node.words]
    if mains:
        return max(mains, key=lambda node: node.words)
    articles = [node for node in nodes if node.tag == "article" and not node.apart]
    fullest = max(articles, key=lambda node: node.words, default=None)
    prose = nodes[0].words - nodes[0].linked
    return fullest if fullest is not None and fullest.words - fullest.linked > 0.5 * prose else None


def _fullest(root: Node) -> Node:
    """The innermost container that holds most of the words outside links."""
    node = root
    prose = root.words - root.linked
    while True:
        inner = max(node.elements, key=lambda child: child.words - child.linked, default=None)
        if inner is None or inner.tag not in _CONTAINERS or inner.words - inner.linked < max(1, _MOST * prose):
            return node
        if inner.tag == "table" and not (inner.headed or inner.tabled):
            return node
        node = inner


def _set_edges_apart(inside: list[Node], main: Node) -> None:
    """Where the page marks no main part: site parts by name, and blocks of links over the first heading."""
    headed = False
    for node in inside:
        if node is main:
            continue
        if node.parent is not None and node.parent.apart:
            node.apart = True
            continue
        headed = headed or node.tag in _HEADINGS
        links = node.tag in {"ul", "ol", "div", "p", "table"} and node.links >= 3 and node.linked >= _MOST * node.words
        short = node.words <= _SMALL * main.words and node.tag in {"div", "table", "ul", "p"}
        edge = short and bool(_named(node) & _EDGE_WORDS) and not node.headed
        node.apart = node.apart or edge or (links and not headed)


def _set_contents_apart(inside: list[Node]) -> None:
    """Lines that only point at places of the same page are its table of contents, with the heading that says so.

    Under such a heading, or one that offers pages to go on to, any lines that only point elsewhere are of the site.
    """
    named = False
    for node in inside:
        if node.parent is not None and node.parent.apart and node is not inside[0]:
            node.apart = True
        elif node.tag in _LINKED and node.links and node.linked == node.words:
            contents = 3 <= node.links == node.pointing
            heading = _heading_before(node) if not contents or not named else None
            node.apart = node.apart or contents or heading is not None
            if heading is not None:
                heading.apart = True
            named = named or contents
        elif node.tag in _SECTIONED and node.links and node.words - node.linked <= _MAX_HEAD and node.elements:
            head = node.elements[0]
            node.apart = node.apart or (_is_onward(head) and node.linked + head.words == node.words)


# Words about the page as a page, which no rule text says.
_PAGE_TALK = re.compile(
    r"(?:(?:was|is|did) (?:you find )?(?:this|the) (?:page|information|article|content)\b.{0,30}(?:useful|helpful|looking for)|"
    r"(?:share|print|rate|bookmark|email|download) this(?: page| article)?\b(?! \w)|rate this page|back to (?:the )?top\b|skip to\b|"
    r"(?:give|send|leave) (?:us )?(?:your )?feedback (?:on|about) this page|"
    r"(?:report|is there) (?:a problem|anything wrong) with this page)",
    re.IGNORECASE,
)
_TALKING = frozenset("section div form p li h2 h3 h4 h5 h6".split())


def _set_page_talk_apart(inside: list[Node]) -> None:
    """Small parts that begin by asking what a reader thinks of the page, or by offering to share it."""
    most = min(_MAX_SITE_WORDS, _SMALL * inside[0].words)
    for node in inside[1:]:
        above = node.parent
        if above is not None and above.apart:
            node.apart = True
        elif node.tag in _TALKING and 0 < node.words <= most and above is not None and (above.words > most or node.tag not in _SECTIONED):
            node.apart = bool(_PAGE_TALK.match(text_of(node)[:200])) or node.apart


_CONTENTS = re.compile(
    r"\W*(?:(?:table of |page )?contents(?: of this \w+)?|(?:on|in) this (?:page|section|policy|document)|jump to|quick links)\W*",
    re.IGNORECASE,
)


# Heads of lists of links to other pages, or to places where this one can be shared.
_ONWARD = re.compile(
    rf"{_CONTENTS.pattern}|\W*(?:in this (?:guide|topic|series|area)|more (?:in|from|on|about) \w.{{0,40}}|see also|"
    r"(?:related|useful|further|quick|helpful) (?:links?|pages?|posts?|articles?|content|topics?|services?)|"
    r"you (?:may|might) also (?:like|be interested in)|"
    r"(?:share|follow|print)(?: (?:this|us))?(?: (?:page|article|post|on))?(?: .{0,20})?)\W*",
    re.IGNORECASE,
)
_LINKED = frozenset("ul ol div p".split())


def _anchor(node: Node) -> str:
    return node.get("id") or (node.get("name") if node.tag == "a" else "")


def _points_at(link: Node, places: frozenset[str]) -> bool:
    """Whether a link leads to a place of this page, even where it gives the address of the page before it."""
    address, hash_sign, place = link.get("href").partition("#")
    return bool(hash_sign) and (not address or place in places)


def _heading_before(node: Node) -> Node | None:
    """What stands right before a list of links, if it only says that this is one."""
    before = node
    for _ in range(_MAX_CLIMB):
        if before.parent is None or before.parent.elements[0] is not before:
            break
        before = before.parent
    above = before.parent
    if above is None or len(above.children) > MAX_SIBLINGS:
        return None
    siblings = above.elements
    at = next(k for k, one in enumerate(siblings) if one is before)
    return siblings[at - 1] if at and _is_onward(siblings[at - 1]) else None


def _is_onward(heading: Node) -> bool:
    return 0 < heading.words <= _MAX_HEAD and bool(_ONWARD.fullmatch(text_of(heading)))


def _is_styled_title(paragraph: Node) -> bool:
    return bool(_TITLE_CLASS & set(paragraph.get("class").lower().split()))


# What word processors call the style of a title when they write web pages.
_TITLE_CLASS = frozenset({"msotitle", "title"})


def _title(nodes: list[Node], inside: list[Node], main: Node) -> Node | None:
    """The heading that names the page: the only one of the highest level in the main text, or the <h1> before it.

    Of several as high, the first is the title if it names a document, or if another heading follows it at once.
    """
    styled = [node for node in inside if node.tag == "p" and not node.apart and node.words and _is_styled_title(node)]
    if styled:
        return next((node for node in styled if headings.DOC_WORD.search(text_of(node))), styled[0])
    own = [node for node in inside if node.tag in _HEADINGS and not node.apart and node.words]
    before = None if own and min(node.tag for node in own) == "h1" else _title_before(nodes, main)
    if before is not None or not own:
        return before
    first = own[0]
    top = min(node.tag for node in own)
    highest = [node for node in own if node.tag == top]
    if first is not highest[0] or text_of(first)[:1].isdigit():
        alone = len(highest) == 1 and highest[0].tag == "h1" and not text_of(highest[0])[:1].isdigit()
        return highest[0] if alone else None
    if len(highest) == 1 and first.tag == "h1":
        return first
    leads = bool(headings.DOC_WORD.search(text_of(first))) or _is_first(inside, first)
    return first if leads and not _words_over(inside, first) else None


def _words_over(inside: list[Node], heading: Node) -> bool:
    """Whether words of the text stand over a heading: it heads a part then, and they name the whole."""
    for node in inside:
        if node is heading:
            return False
        if not node.apart and _direct(node):
            return True
    return False


def _title_before(nodes: list[Node], main: Node) -> Node | None:
    last = None
    for node in nodes:
        if node is main:
            break
        if node.tag == "h1" and not node.unseen and _own_words(node):
            last = node
    return last


def _own_words(heading: Node) -> list[str]:
    """The words of a heading outside links: the name of a site links to its first page."""
    return [] if all(one.tag == "a" for one in heading.elements) and heading.elements and not _direct(heading) else text_of(heading).split()


def _direct(node: Node) -> bool:
    return any(isinstance(child, str) and child.strip() for child in node.children)


def _is_first(inside: list[Node], heading: Node) -> bool:
    """Whether another heading follows with no words between: the first names the whole, the second a part."""
    after = False
    own = set(map(id, preorder(heading)))
    for node in inside:
        if node is heading:
            after = True
        elif after and id(node) not in own:
            if node.tag in _HEADINGS:
                return True
            if _direct(node):
                return False
    return False


def text_of(node: Node) -> str:
    """The words of a node, white space folded."""
    parts: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            parts.append(one)
        else:
            waiting.extend(reversed(one.children))
    return " ".join("".join(parts).split())
