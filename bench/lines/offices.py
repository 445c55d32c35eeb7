"""Invented pages that say how to reach an office: addresses, people, hours."""

from bench.lines.frame import Frame, Line
from bench.lines.pseudo import capital

FORMS = (
    "place phone mail", "place phone hours", "hours", "name phone mail", "place phone mail hours", "hours note",
)  # fmt: skip
WEEK = 7


def offices(site: Frame) -> list[Line]:
    """Title and text of a page of the site."""
    pick, tongue = site.pick, site.tongue
    out: list[Line] = []
    if pick.random() < 0.85:
        out.append(("T", site.label("contact") if pick.random() < 0.6 else tongue.item()))
    if pick.random() < 0.3:
        out.append(("K", tongue.sentence()))
    joint = pick.choice((": ", ": ", ":\n", "\n", " "))
    form = pick.choice(FORMS)
    for _ in range(pick.choice((1, 1, 1, 2, 3, 6, 12))):
        if pick.random() < 0.7:
            out.append(("K", tongue.item()))
        for part in form.split():
            out += [("K", text) for text in _part(site, part, joint).split("\n")]
    if pick.random() < 0.2:
        out.append(("K", tongue.sentence()))
    return out


def _part(site: Frame, part: str, joint: str) -> str:
    """Lines of one office: its `place`, `phone`, `mail`, a `name`, the `hours`, a `note`; `joint` follows labels."""
    pick, tongue = site.pick, site.tongue
    label = site.label("contact") + joint
    match part:
        case "place":
            street = f"{capital(tongue.word())} {pick.randint(1, 200)}"
            town = f"{pick.randint(1000, 99999)} {capital(tongue.word())}"
            return pick.choice((f"{street}, {town}", f"{street}\n{town}", f"{label}{street}, {town}"))
        case "phone" | "mail":
            ways = "\n".join(site.reference(part) for _ in range(pick.choice((1, 1, 1, 2))))
            return label + ways if pick.random() < 0.7 else ways
        case "name":
            name, post = tongue.name(), tongue.item()
            return pick.choice((f"{name}, {post}", f"{name}\n{post}", f"{post}{joint}{name}"))
        case "hours":
            opens, closes = sorted((tongue.clock(), tongue.clock()))
            hours = pick.choice((" - ", "–", "-")).join((opens, closes))
            days = [capital(day) for day in tongue.labels.get("weekdays", [])[:WEEK]]
            if len(days) < WEEK:
                return f"{tongue.item()}{joint}{hours}"
            if pick.random() < 0.6:
                return "\n".join(f"{day}{joint}{hours}" for day in days[: pick.choice((5, 5, 6, 7))])
            return f"{days[0]} - {days[4]}{joint}{hours}"
        case _:
            return tongue.sentence(pick.randint(4, 14))
