"""The thin door for `mkdocs build` at the root of a checkout: adds the generated pages as if they lay in site_src."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from concordant.errors import ConcordantError
from concordant.publish.polish import polish
from concordant.publish.site import FIGURES, binaries, generated


class ConcordantPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Reads the folder `policies` beside mkdocs.yml."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page and file."""
        root = Path(config.config_file_path or ".").parent
        try:
            made: dict[str, str | bytes] = {**generated(root / "policies", Path(config.docs_dir) / FIGURES)}
            made |= binaries(root / "policies")
        except ConcordantError as error:
            raise PluginError(str(error)) from error
        for path, content in made.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_post_page(self, output: str, **_: object) -> str:
        """Mend the theme's faults in the finished page."""
        return polish(output)
