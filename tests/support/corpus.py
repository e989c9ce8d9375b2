"""A small folder of policies for tests of the command line: two invented councils, two short codes."""

from __future__ import annotations

from pathlib import Path

BOROUGH = """---
council: Example Borough Council
title: Social Media Code
kind: code
audience: [councillors]
status: adopted
date: '2024-05-14'
source: typed for a test
---

{.title}
# Social Media Code

## 1. Conduct

You must:

- treat other people with respect;
- not disclose confidential information.

Members should tolerate disagreement and should not remove comments that criticise the council.
"""

TOWN = """---
council: Sample Town Council
title: Online Protocol
kind: protocol
audience: [councillors]
status: draft
source: typed for a test
---

{.title}
# Online Protocol

1.1 Councillors must not publish confidential information | of any kind.

1.2 The Clerk may remove any comment.
"""

PLAIN = """SOCIAL MEDIA CODE

1. CONDUCT

Councillors must treat others with respect.

Councillors must not:

- disclose confidential information
- publish anything untrue
"""


def write_corpus(folder: Path) -> Path:
    """Writes the two codes below `folder`/policies and returns that folder."""
    policies = folder / "policies"
    for name, text in (("example/social-media-code/2024-05-14.md", BOROUGH), ("sample/online-protocol/undated.md", TOWN)):
        path = policies / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return policies
