"""Short dumps of sites without a profile: what rules know of them whatever the line model makes of so few lines."""

import pytest

from cleaners import Engine
from schemas import Cleaned, Page

SPEECHES = {
    "en": (
        "Remarks by the Minister for Harbours at the opening of the Tollen ferry terminal",
        "Thank you, Madam Chair, for inviting me to this beautiful harbour, which I have known since I was a child.",
        "When the first ferry left this quay in 1964, nobody thought that half a million passengers would follow.",
    ),
    "de": (
        "Rede des Ministers für Häfen zur Eröffnung des Fährterminals Tollen",
        "Sehr geehrte Damen und Herren, ich danke Ihnen für die Einladung in diesen schönen Hafen meiner Kindheit.",
        "Als die erste Fähre 1964 hier ablegte, dachte niemand, dass ihr eine halbe Million Fahrgäste folgen würden.",
    ),
    "fr": (
        "Discours de la ministre des Ports à l’inauguration de la gare maritime de Tollen",
        "Mesdames et Messieurs, je vous remercie de m’avoir invitée dans ce beau port que je connais depuis longtemps.",
        "Lorsque le premier bac a quitté ce quai en 1964, personne ne pensait qu’un million de gens suivraient.",
    ),
    "ru": (
        "Выступление министра портов на открытии паромного терминала «Толлен»",
        "Уважаемые дамы и господа, благодарю вас за приглашение в эту прекрасную гавань, которую я знаю с детства.",
        "Когда в 1964 году отсюда ушёл первый паром, никто не думал, что за ним последует полмиллиона пассажиров.",
    ),
}


def clean(engine: Engine, *lines: str) -> Cleaned:
    cleaned = engine.clean(Page(source="page", raw="\n".join(lines).encode()))
    assert isinstance(cleaned, Cleaned)
    return cleaned


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "FOR IMMEDIATE RELEASE"),
        ("en", "Embargoed until 10:00 on 12 March 2024"),
        ("de", "Es gilt das gesprochene Wort!"),
        ("de", "Sperrfrist: 12. März 2024, 10 Uhr"),
        ("fr", "Seul le prononcé fait foi"),
        ("ru", "Неофициальный перевод"),
    ],
)
@pytest.mark.parametrize("at", [0, 1, 3], ids=["above the headline", "below it", "at the end"])
def test_what_is_said_of_the_delivery_is_neither_headline_nor_text(
    engine: Engine, language: str, line: str, at: int
) -> None:
    title, *text = SPEECHES[language]
    lines = [title, *text]
    lines.insert(at, line)
    cleaned = clean(engine, *lines)
    assert cleaned.lines[at].label == "meta"
    assert (cleaned.document.title, cleaned.document.body) == (title, "\n\n".join(text))
