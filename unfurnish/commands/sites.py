"""`unfurnish sites`: the site profiles that come with the program, and the rules of one and how it is crawled."""

from __future__ import annotations

from pathlib import Path

import click

from cleaners import Engine
from crawlers import permits
from schemas.crawl import Crawl
from schemas.rules import Profile
from unfurnish.terminal import counted, open_console, print_pairs, print_table


@click.command()
@click.argument("site", required=False)
@click.option(
    "--profile",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A profile of your own, or your permit for a known site, as for `unfurnish crawl`.",
)
def sites(site: str | None, profile: Path | None) -> None:
    """List the known sites, or the rules of one and how it is crawled.

    A rule's id is what labelled lines give as their reason. With --profile, SITE is what a file of yours says of it.
    When the output is no terminal, nothing is cut.

    \b
    Examples:
      unfurnish sites
      unfurnish sites mid.ru | less -S
    """
    profiles = Engine.bundled().profiles
    if site is None and profile is not None:
        raise click.UsageError("--profile is of one site; name it.")
    if site is None:
        print_table(
            open_console(),
            ("Site", "Name", "Hosts", "Languages", "Pages", "Rules"),
            [
                (
                    profile.id,
                    profile.name,
                    ", ".join(profile.hosts),
                    ", ".join(profile.languages),
                    "items, listings" if profile.listing else "items",
                    len(profile.rules),
                )
                for profile in profiles.values()
            ],
            styles=("bold",),
        )
        return
    if profile is not None:
        _print_one(permits.find(site, profile))
        return
    if site not in profiles:
        raise click.BadParameter(f"no profile for {site!r}. The known sites: {', '.join(profiles)}.", param_hint="SITE")
    _print_one(profiles[site])


def _print_one(profile: Profile) -> None:
    console = open_console()
    print_table(
        console,
        ("Rule", "Label", "Zones", "Pattern"),
        [
            (
                f"{profile.id}/{rule.id}",
                rule.label,
                ", ".join(rule.zones),
                rule.pattern if rule.pattern is not None else f"grammar: {rule.grammar}",
            )
            for rule in profile.rules
        ],
        styles=("bold",),
    )
    console.print()
    if profile.crawl is None:
        console.print("It is not crawled: its profile has no [crawl] part.")
        return
    console.print("How it is crawled", style="bold")
    print_pairs(console, _politeness(profile, profile.crawl))


def _politeness(profile: Profile, crawl: Crawl) -> list[tuple[str, str]]:
    permit = crawl.permit
    rows = [("permit", "none: nothing is asked for until you add one (docs/crawl.md)")]
    if permit is not None:
        rows = [
            ("permit", f"{permit.basis} (reviewed {permit.reviewed})"),
            ("contact", permit.contact),
            *([("note", permit.note)] if permit.note else []),
        ]
    return [
        *rows,
        ("hosts", ", ".join(crawl.hosts or profile.hosts)),
        ("delay", f"{crawl.delay:g} s or more between requests to a host, one at a time; robots.txt may ask for more"),
        ("budget", f"{counted(crawl.max_pages, 'page')} and {counted(crawl.max_bytes, 'byte')} a run"),
        ("robots", "robots.txt, noindex, noarchive, nofollow, Retry-After: obeyed always"),
        *((start.kind, start.url) for start in crawl.start),
        *(("items", pattern) for pattern in crawl.items),
        *(("listings", pattern) for pattern in crawl.listings),
    ]
