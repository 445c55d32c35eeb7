"""Invented languages: made-up words between real function words, with sentences, headlines, names and dates."""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).parents[2] / "cleaners" / "vocabulary"
LATIN = ("bcdfghjklmnprstvwz", "aeiou")
SOUNDS = {
    "ru": ("бвгджзклмнпрстфхцчш", "аеиоуыя"),
    "uk": ("бвгджзклмнпрстфхцчш", "аеиіоуя"),
    "bg": ("бвгджзклмнпрстфхцчш", "аеиоуъя"),
    "sr": ("бвгджзклмнпрстфхцчш", "аеиоу"),
    "be": ("бвгджзклмнпрстфхцчшў", "аеёіоуыэя"),
    "mk": ("бвгджзѓклљмнњпрстќфхцчџш", "аеиоу"),
    "el": ("βγδζθκλμνξπρστφχψ", "αεηιουω"),
    "ar": ("بتثجحخدذرزسشصضطظعغفقكلمنه", "اوي"),
    "fa": ("بپتثجچحخدذرزسشصطعغفقکگلمنه", "اوی"),
    "he": ("בגדהזחטכלמנסעפצקרשת", "אוי"),
    "tr": ("bcçdfgğhjklmnprsştvyz", "aeıioöuü"),
    "de": ("bcdfghklmnprstvwz", "aeiouäöü"),
    "fr": ("bcdfghjlmnpqrstv", "aeiouéè"),
    "pl": ("bcćdfghjklłmnńprsśtwzżź", "aąeęioóuy"),
    "cs": ("bcčdďfghjklmnňprřsštťvzž", "aáeéěiíoóuúůy"),
    "hu": ("bcdfghjklmnprstvz", "aáeéiíoóöőuúüű"),
    "fi": ("hjklmnprstv", "aeiouyäö"),
    "sv": ("bcdfghjklmnprstv", "aeiouyåäö"),
    "no": ("bcdfghjklmnprstv", "aeiouyåæø"),
    "da": ("bcdfghjklmnprstv", "aeiouyåæø"),
    "ro": ("bcdfghjlmnprsștțvz", "aăâeiîou"),
    "kk": ("бвгғджзкқлмнңпрстшһ", "аәеиоөұүыі"),
    "ky": ("бгджзйклмнңпрстчш", "аеиоөуүыэ"),
    "mn": ("бвгджзлмнпрстхцчш", "аэиоөуүы"),
    "tg": ("бвгғдҷзкқлмнпрстфхҳчш", "аеиоӯуӣ"),
    "os": ("бвгджзклмнпрстфхцчш", "аӕеиоуы"),
    "ur": ("بپتٹجچحخدڈرڑزسشصطعفقکگلمنہ", "اویے"),
    "ka": ("ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯ", "აეიოუ"),
    "hy": ("բգդզթժլխծկհձղճմյնշչպջռսվտրցփք", "աեէըիոօ"),
    "am": ("ለመሰረበተነአከወዘየደገጠፈ", "ሉሚሳርብትኖዝንግምስ"),
    "hi": ("कखगघचछजझटठडढतथदधनपफबभमयरलवशसह", "ािीुूेैो"),
    "bn": ("কখগঘচছজঝটঠডঢতথদধনপফবভমযরলশসহ", "ািীুূেো"),
    "ta": ("கசஞடணதநபமயரலவழளறன", "ாிீுூெேைொோ"),
    "si": ("කඛගචජටඩණතථදධනපබභමයරලවශසහ", "ාැිීුූෙේො"),
    "th": ("กขคงจชดตถทนบปผพภมยรลวสหอ", "าิีุูะเแโไั"),
    "lo": ("ກຂຄງຈຊດຕຖທນບປຜພມຢຣລວສຫອ", "າິີຸູະເແໂໄັ"),
    "km": ("កខគងចជញដតថទនបពភមយរលវសហអ", "ាិីុូេែៃោៅ"),
    "my": ("ကခဂငစဆညတထဒနပဖဗမယရလဝသဟအ", "ာိီုူေဲို့"),
}
SOUNDS |= dict.fromkeys(("mr", "ne"), SOUNDS["hi"])
UNSPACED = ("zh", "ja")
CLAUSED = ("th", "lo", "km", "my")  # a space parts clauses there, not words
COMMAS = {
    "zh": "，",
    "ja": "、",
    "ar": "،",
    "fa": "،",
    "ur": "،",
    "am": "፣",
    "my": "၊",
    "th": " ",
    "lo": " ",
    "km": " ",
}
STOPS = {
    "zh": "。", "ja": "。", "ur": "۔", "am": "።", "hy": "։", "hi": "।", "ne": "।", "bn": "।", "km": "។", "my": "။",
    "th": "", "lo": "",
}  # fmt: skip
QUOTES = ("“%s”", "«%s»", '"%s"', "„%s“")
EASTERN_QUOTES = ("「%s」", "《%s》", "“%s”")
# Characters that are frequent in print, the commonest first or nearly so: rare ones would tell the invented texts from
# the real label words around them.
COMMON = {
    "zh": (
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
        "多经去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性"
        "知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加斯月话合回特代内信表化老给世位次"
        "度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打变四神总何电数安少报才结反受目太量再感建"
        "务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基书非则听白却界达光放强即像难且权思王象完设式色路"
        "记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院识候带导争运笔河项服众线委组织育省级局厅布议县镇村城农"
    ),
    "ja": (
        "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西校語木聞"
        "食車何南万毎的政会議府省庁法部民委員事業制度計画発表実施対策関係者情報地域社経済産環境安全保障整備推進検討調査結果課題開"
        "催決定基方針予算平成令和市町村県都道区公共団体組織機能管理支援活用のにはをたがでてとしれさいるあこもなかりらうきすまっく"
        "よけどそだめみせわ"
    ),
    "ko": (
        "이다는에의을를가하고지한로도은사아기서대정시자국부인일제어나해리수전보안주상장원공동관성구조위비과년계유교신방민경발회행"
        "문통실요세연생진모재업여무화법결운선설개체용당면적입토산환복육족청단물품검"
    ),
}
SIZES = {"zh": (1, 2, 2, 2, 3), "ja": (1, 2, 2, 3, 4), "ko": (1, 2, 2, 3, 3, 4)}  # characters of a word
NUMERIC_DATES = (
    "{d:02d}.{m:02d}.{y}",
    "{d:02d}/{m:02d}/{y}",
    "{y}-{m:02d}-{d:02d}",
    "{d}.{m}.{y}",
    "{d:02d}-{m:02d}-{y}",
    "{d:02d}.{m:02d}.{yy:02d}",
    "{y}/{m:02d}/{d:02d}",
)
WORD_DATES = {
    "en": ("{d} {M} {y}", "{M} {d}, {y}", "{M} {d}, {y}", "{W}, {d} {M} {y}"),
    "de": ("{d}. {M} {y}", "{W}, {d}. {M} {y}"),
    "fi": ("{d}. {M} {y}",),
    "cs": ("{d}. {M} {y}",),
    "da": ("{d}. {M} {y}",),
    "no": ("{d}. {M} {y}",),
    "es": ("{d} de {M} de {y}",),
    "pt": ("{d} de {M} de {y}",),
    "hu": ("{y}. {M} {d}.",),
    "zh": ("{y}年{m}月{d}日", "{y}-{m:02d}-{d:02d}", "{y}.{m:02d}.{d:02d}"),
    "ja": ("{y}年{m}月{d}日", "令和{r}年{m}月{d}日", "{y}.{m:02d}.{d:02d}"),
    "ko": ("{y}.{m:02d}.{d:02d}", "{y}-{m:02d}-{d:02d}", "{y}년 {m}월 {d}일"),
}


@cache
def vocabulary(language: str) -> dict[str, list[str]]:
    """Word lists and label lists of one language, by key."""
    table = tomllib.loads((VOCABULARY / f"{language}.toml").read_text("utf-8"))
    # Months and weekdays stand there as spellings each; a writer uses the first.
    lists = {
        key: [entry if isinstance(entry, str) else entry[0] for entry in value]
        for key, value in table.items()
        if isinstance(value, list)
    }
    labels: dict[str, list[str]] = table.get("labels", {})
    return lists | labels


def languages() -> list[str]:
    """Codes of the languages that have a vocabulary and whose words can be made up."""
    return sorted({path.stem for path in VOCABULARY.glob("*.toml")} - {"und"})


@dataclass
class Tongue:
    """One invented writer's language: its words recur, as words of one site do."""

    language: str
    random: random.Random
    words: list[str] = field(init=False)
    topic: list[str] = field(default_factory=list)  # words of the story being told
    date_format: str = field(init=False)
    longest: int = field(init=False)  # words of a headline; diplomats' are long
    placed: float = field(init=False)  # share of the headlines that end with place and date

    def __post_init__(self) -> None:
        """Makes up the words."""
        self.words = [self.word() for _ in range(900)]
        spelled = WORD_DATES.get(self.language, ("{d} {M} {y}",))
        self.date_format = self.random.choice(self.random.choice((NUMERIC_DATES, spelled)))
        self.longest = self.random.choice((10, 14, 16, 16, 20, 26, 34, 44))
        self.placed = self.random.choice((0, 0, 0, 0, 0, 0.1, 0.3, 0.8))

    @property
    def labels(self) -> dict[str, list[str]]:
        """The language's real label words, by class."""
        return vocabulary(self.language)

    def learn(self, words: Sequence[str]) -> None:
        """Puts real words in place of some made-up ones."""
        share = 0.7 * self.random.random() if words else 0.0
        self.words = [self.random.choice(words) if self.random.random() < share else word for word in self.words]

    def word(self) -> str:
        """A made-up word."""
        pick = self.random
        if self.language in COMMON:
            common = COMMON[self.language]
            size = pick.choice(SIZES[self.language])
            return "".join(common[int(len(common) * pick.random() ** 1.6)] for _ in range(size))
        consonants, vowels = SOUNDS.get(self.language, LATIN)
        out = ""
        for _ in range(pick.choice((1, 2, 2, 3, 3, 4))):
            out += pick.choice(consonants) + pick.choice(vowels)
            out += pick.choice(consonants) if pick.random() < 0.3 else ""
        return out

    def phrase(self, size: int) -> list[str]:
        """Words, a third of them real function words."""
        stop = vocabulary(self.language).get("stop_words", self.words[:60])
        pick = self.random

        def one() -> str:
            if pick.random() < 0.36:
                return pick.choice(stop)
            if self.topic and pick.random() < 0.3:
                return pick.choice(self.topic)
            return self.words[int(900 * pick.random() ** 2.2)] if pick.random() < 0.8 else self.word()

        return [one() for _ in range(size)]

    def turn(self) -> None:
        """Begins another story: its words come up again in headline, lead and text."""
        rare = [self.word() for _ in range(self.random.randint(2, 5))]
        self.topic = [capital(word) if self.random.random() < 0.4 else word for word in rare]
        self.topic += self.random.sample(self.words[100:], self.random.randint(3, 8))

    def join(self, words: list[str]) -> str:
        """Words as a text, with spaces where the script has them."""
        return ("" if self.language in (*UNSPACED, *CLAUSED) else " ").join(words)

    def sentence(self, size: int | None = None) -> str:
        """One sentence with its full stop."""
        pick = self.random
        words = self.phrase(size or max(4, int(pick.gauss(17, 7))))
        comma = COMMAS.get(self.language, ",")
        for index in range(1, len(words) - 1):
            chance = pick.random()
            if chance < 0.07:
                words[index] = capital(words[index])
            elif chance < 0.14:
                words[index] += comma
            elif chance < 0.16:
                words[index] = str(pick.randint(2, 2030))
        stop = STOPS.get(self.language, ".")
        if self.language not in (*UNSPACED, *CLAUSED) and pick.random() < 0.05:
            stop = "؟" if self.language in ("ar", "fa", "ur") else "?"
        text = capital(self.join(words)) + stop
        return pick.choice(QUOTES) % text if pick.random() < 0.06 else text

    def paragraph(self) -> str:
        """One to five sentences."""
        gap = "" if self.language in UNSPACED else " "
        return gap.join(self.sentence() for _ in range(self.random.choice((1, 1, 2, 2, 3, 4, 5))))

    def headline(self, size: int | None = None) -> str:
        """Words without a full stop."""
        words = self.phrase(size or self.random.randint(4, self.longest))
        if self.topic and len(words) > 5:
            for word in self.random.sample(self.topic, min(len(self.topic), len(words) // 3)):
                words[self.random.randrange(len(words))] = word
        if self.language == "en" and self.random.random() < 0.4:
            words = [capital(word) if len(word) > 3 else word for word in words]
        text = capital(self.join(words if size else self._told(words)))
        if not size and self.random.random() < self.placed:
            text += f"{'，' if self.language in UNSPACED else ', '}{capital(self.word())}, {self.date()}"
        return text

    def _told(self, words: list[str]) -> list[str]:
        """Words of a headline with what else stands in one: who says it, quotes, names, numbers."""
        pick, chance = self.random, self.random.random()
        if chance < 0.1:
            return [self.name() + ("：" if self.language in UNSPACED else ":"), *words]
        if chance < 0.15:
            colon = pick.randint(1, min(4, len(words) - 1))
            return [*words[: colon - 1], words[colon - 1] + ":", capital(words[colon]), *words[colon + 1 :]]
        if chance < 0.22:
            begin, end = sorted(pick.sample(range(len(words)), 2))
            return [
                *words[:begin],
                pick.choice(EASTERN_QUOTES if self.language in UNSPACED else QUOTES)
                % self.join(words[begin : end + 1]),
                *words[end + 1 :],
            ]
        if chance < 0.4:
            for _ in range(pick.randint(1, 3)):
                others = (self.name(), capital(self.word()), str(pick.randint(2, 2030)))
                words[pick.randrange(len(words))] = pick.choice(others)
            return words
        return [*words[:-1], words[-1] + pick.choice("?!")] if chance < 0.44 else words

    def item(self) -> str:
        """A menu item or a field's name: a few words."""
        words = self.phrase(self.random.randint(1, 4))
        text = self.join(words)
        return capital(text) if self.random.random() < 0.87 else text.upper()

    def name(self) -> str:
        """A person."""
        if self.language in ("zh", "ja", "ko"):
            return self.word()[:2] + self.word()[:2]
        initial = capital(self.word())[0] + "."
        parts = [capital(self.word()), capital(self.word())]
        return " ".join([initial, parts[1]] if self.random.random() < 0.2 else parts)

    def date(self, form: str | None = None) -> str:
        """A date in this writer's habit, or in `form`."""
        pick = self.random
        months = vocabulary(self.language).get("months", [])[:12]
        days = vocabulary(self.language).get("weekdays", [])[:7]
        form = form or self.date_format
        if ("{M}" in form and len(months) < 12) or ("{W}" in form and len(days) < 7):
            form = NUMERIC_DATES[0]
        year = pick.randint(2003, 2026)
        name = pick.choice(months).lstrip(". ") if months else ""
        return form.format(
            d=pick.randint(1, 28),
            m=pick.randint(1, 12),
            y=year,
            yy=year % 100,
            r=max(1, year - 2018),
            M=capital(name) if self.language in ("en", "de") or pick.random() < 0.1 else name,
            W=capital(pick.choice(days)) if days else "",
        )

    def clock(self) -> str:
        """A time of day."""
        return f"{self.random.randint(0, 23):02d}:{self.random.randint(0, 59):02d}"


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
