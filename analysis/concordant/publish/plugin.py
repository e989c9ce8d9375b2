"""The thin door for `mkdocs build` at the root of a checkout: adds the generated pages as if they lay in site_src."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from concordant.errors import ConcordantError
from concordant.publish.finish import finish
from concordant.publish.generated import binaries, generated
from concordant.settings import CONFIG, Settings, read_settings


class ConcordantPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Reads the folder `policies` beside mkdocs.yml."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page and file."""
        root = Path(config.config_file_path or ".").parent
        try:
            made: dict[str, str | bytes] = {**generated(root / "policies", Path(config.docs_dir), _settings(root))}
            made |= binaries(root / "policies")
        except ConcordantError as error:
            raise PluginError(str(error)) from error
        for path, content in made.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Mend the theme's faults in the finished pages, and say on each what it may load."""
        finish(Path(config.site_dir), _settings(Path(config.config_file_path or ".").parent))


def _settings(root: Path) -> Settings:
    return read_settings(root / CONFIG) if (root / CONFIG).is_file() else Settings()
