"""`unfurnish sites`: the site profiles that come with the program, and the rules of one."""

from __future__ import annotations

import click

from cleaners import Engine
from unfurnish.terminal import open_console, print_table


@click.command()
@click.argument("site", required=False)
def sites(site: str | None) -> None:
    """List the known sites, or the rules of one.

    A rule's id is what labelled lines give as their reason. When the output is no terminal, nothing is cut.

    \b
    Examples:
      unfurnish sites
      unfurnish sites mid.ru | less -S
    """
    profiles = Engine.bundled().profiles
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
    if site not in profiles:
        raise click.BadParameter(f"no profile for {site!r}. The known sites: {', '.join(profiles)}.", param_hint="SITE")
    print_table(
        open_console(),
        ("Rule", "Label", "Zones", "Pattern"),
        [
            (
                f"{site}/{rule.id}",
                rule.label,
                ", ".join(rule.zones),
                rule.pattern if rule.pattern is not None else f"grammar: {rule.grammar}",
            )
            for rule in profiles[site].rules
        ],
        styles=("bold",),
    )
