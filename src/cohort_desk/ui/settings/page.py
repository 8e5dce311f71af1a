"""The settings page: the programme and its cohorts, this computer, and about the app."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk import __version__
from cohort_desk.domain.words import counted
from cohort_desk.services.programmes import Cohort, Programme
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Mode, Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.settings.cards import CardColumns, titled_card
from cohort_desk.ui.settings.identity_card import IdentityCard
from cohort_desk.ui.settings.licences import notices

_HELP = (
    "The programme’s name and cohorts belong to the file and are the same for everyone who opens "
    "it. Theme, text size and your name belong to this computer."
)
_MODES: tuple[tuple[Mode, str], ...] = (
    ("system", "As the system"),
    ("light", "Light"),
    ("dark", "Dark"),
)


class SettingsPage(Page):
    """Shows the settings and passes on what is changed; each field saves as you leave it."""

    programme_edited = Signal(str, str)
    cohort_edited = Signal(int, str, object)
    cohort_wanted = Signal(str)

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__("Settings", help_text=_HELP)
        self._settings = settings
        self.identity = IdentityCard()
        self.programme = Form()
        self.cohorts = Form()
        self.computer = Form()
        self._cohorts: tuple[Cohort, ...] = ()
        self._people: Mapping[int, int] = {}
        self.set_content(self._cards())

    def show_programme(self, programme: Programme, people: Mapping[int, int], where: str) -> None:
        """Fill in the programme's fields; the cohorts are listed newest first."""
        self.set_context(where)
        self.programme.set_values({"name": programme.name, "organisation": programme.organisation})
        if (self._cohorts, self._people) != (programme.cohorts, people):
            self._cohorts, self._people = programme.cohorts, people
            self._list_cohorts()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a sentence at the field it is about."""
        if not self.programme.show_problem(field, sentence):
            self.cohorts.show_problem(field, sentence)

    def open_record(self, record: object) -> None:
        """Go to the programme's code, as `session.show("settings", "code")` asks."""
        if record == "code":
            self.identity.code.setFocus()

    def offer_identity(self, *, offered: bool) -> None:
        """Show the programme's code and logo, or not where the view does not issue certificates."""
        self._identity_card.setVisible(offered)

    def cohort_added(self) -> None:
        """Empty the field of the new cohort."""
        self.cohorts.set_values({"new_cohort": ""})

    def _cards(self) -> QWidget:
        for name, caption in (("name", "Name"), ("organisation", "Run by")):
            self.programme.add(name, caption, QLineEdit())
        self.programme.left.connect(self._programme_left)
        self._fill_computer()
        self._identity_card = titled_card("Certificates", self.identity)
        holder = QWidget()
        self._cohort_holder = QVBoxLayout(holder)
        self._cohort_holder.setContentsMargins(0, 0, 0, 0)
        self._cohort_holder.addWidget(self.cohorts)
        programme, cohorts = (
            titled_card("Programme", self.programme),
            titled_card("Cohorts", holder),
        )
        computer = titled_card("This computer", self.computer)
        return CardColumns(
            "All settings",
            (programme, self._identity_card, cohorts),
            (computer, titled_card("About", _about())),
        )

    def _programme_left(self) -> None:
        values = self.programme.values()
        self.programme_edited.emit(str(values["name"]), str(values["organisation"]))

    def _list_cohorts(self) -> None:
        fresh = Form()
        for each in self._cohorts:
            hint = counted(self._people.get(each.id, 0), "person", "people")
            field = QLineEdit()
            fresh.add(f"cohort {each.id}", f"Cohort {each.id}", field, hint=hint)
            fresh.set_values({f"cohort {each.id}": each.name})
        fresh.add("new_cohort", "New cohort", QLineEdit(), hint="Such as 2027 intake")
        fresh.left.connect(self._cohort_left)
        add = button("Add cohort", "plus")
        add.clicked.connect(self._add_cohort)
        fresh.add_widget(add)
        self._cohort_holder.replaceWidget(self.cohorts, fresh)
        self.cohorts.deleteLater()
        self.cohorts = fresh

    def _cohort_left(self, field: str, value: object) -> None:
        for each in self._cohorts:
            if field == f"cohort {each.id}":
                self.cohort_edited.emit(each.id, str(value), each.starts_on)

    def _add_cohort(self) -> None:
        self.cohort_wanted.emit(str(self.cohorts.values()["new_cohort"]))

    def _fill_computer(self) -> None:
        theme = Theme.current()
        mode, size = QComboBox(), QComboBox()
        for key, text in _MODES:
            mode.addItem(text, key)
        for percent in tokens.TEXT_SIZES:
            size.addItem(f"{percent} %", percent)
        self.computer.add("theme", "Theme", mode)
        self.computer.add("text_size", "Text size", size)
        self.computer.add("compact", "Compact rows", QCheckBox("Compact rows in lists"))
        name_hint = "Named in the history of what you change. Used from the next start on."
        self.computer.add("actor", "Your name", QLineEdit(), hint=name_hint)
        self.computer.set_values({"actor": self._settings.text("actor")})
        self._follow_theme()
        theme.changed.connect(self._follow_theme)
        self.computer.left.connect(self._computer_left)

    def _computer_left(self, field: str, value: object) -> None:
        theme = Theme.current()
        modes: dict[object, Mode] = {mode: mode for mode, _ in _MODES}
        if field == "theme" and value in modes:
            theme.set_mode(modes[value])
        elif field == "text_size" and isinstance(value, int):
            theme.set_scale(value)
        elif field == "compact":
            theme.set_compact(bool(value))
        elif field == "actor":
            self._settings.set(field, value)

    def _follow_theme(self) -> None:
        theme = Theme.current()
        self.computer.set_values(
            {"theme": theme.mode, "text_size": theme.scale, "compact": theme.compact}
        )


def _about() -> QWidget:
    about = QWidget()
    layout = QVBoxLayout(about)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.S)
    layout.addWidget(label(f"Cohort Desk {__version__}", "strong"))
    shown = QPlainTextEdit(notices())
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName("Licences of what this app is made with")
    shown.setMinimumHeight(Theme.current().px(160))
    layout.addWidget(shown)
    return about
