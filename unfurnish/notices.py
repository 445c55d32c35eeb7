"""What commands tell about their input on stderr, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemas import Reject
from unfurnish.sources import NO_PAGES
from unfurnish.terminal import counted, one_line

if TYPE_CHECKING:  # `clean` has no use for the database
    from cleaners import Engine
    from unfurnish.store.counts import Outgrown

SOME_REJECTED = 1
"""Exit code when inputs were refused and the others are done."""


def rejected(reject: Reject) -> None:
    """Tell which input was refused, why, and what to do."""
    click.echo(f"{one_line(reject.source)}: {reject.reason}: {one_line(reject.detail)}", err=True)


def skipped(files: Mapping[str, int]) -> None:
    """Tell how many files of the folders were no pages, by extension; silent if there were none."""
    if not files:
        return
    what = counted(sum(files.values()), "file that is no page", "files that are no pages")
    click.echo(f"Skipped {what}: {_by_number(files, 'without extension')}", err=True)


def asides(records: Mapping[str, int]) -> None:
    """Tell how many records of web archives tell about pages and are none, by kind; silent if there were none."""
    if total := sum(records.values()):
        what = counted(total, "record that tells about a page", "records that tell about pages")
        click.echo(f"Passed over {what}: {_by_number(records)}", err=True)


def no_pages(reasons: Mapping[str, int]) -> None:
    """Tell how many inputs were rejected that archives are full of, by reason; silent if there were none."""
    records = {reason: count for reason, count in reasons.items() if reason in NO_PAGES}
    if total := sum(records.values()):
        what = counted(total, "record that is no page", "records that are no pages")
        click.echo(f"Rejected {what}: {_by_number(records)}", err=True)
    if records.get("revisit"):
        click.echo("The pages of revisits are in other archives; name those first, then these", err=True)


def _by_number(counts: Mapping[str, int], unnamed: str = "") -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{one_line(name) or unnamed} {count:,}" for name, count in ordered)


def unknown_site(site: str | None, engine: Engine) -> None:
    """Tell that a site named by the user has no profile; silent if it has one or none was named."""
    if site is None:
        return
    known = {id_ for profile in engine.profiles.values() for id_ in (profile.id, *profile.hosts)}
    if site.removeprefix("www.") not in known:
        names = ", ".join(sorted(engine.profiles))
        click.echo(
            f"{one_line(site)}: no profile of that site, so what holds for any site decides (profiles: {names})",
            err=True,
        )


def outgrown(db: Path, sites: Sequence[Outgrown]) -> None:
    """Tell that labels could be better by what is known of sites by now; silent if there are no such sites."""
    if not sites:
        return
    worst = max(sites, key=lambda site: site.pages - site.snapshot)
    others = f" and {counted(len(sites) - 1, 'more site')}" if len(sites) > 1 else ""
    click.echo(
        f"{one_line(worst.site)}{others}: labelled by what {worst.snapshot:,} pages have in common, and there are"
        f" {worst.pages:,} now; to label with all of them: unfurnish reclean {db}",
        err=True,
    )
