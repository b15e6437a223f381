"""Which text keys the program uses: literal ones, and families with a computed end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "library", "server", "kiosk", "hardware", "labels", "sip2", "i18n", "web", "config",
    "start", "demo", "benchmarks",
)  # fmt: skip

FAMILIES = {
    "acquisition.act-": "library.registers: acts that deliveries make",
    "acquisition.file-": "server.services.invoice_file.InvoiceRefused.code and the page's own",
    "acquisition.row-": "library.invoice_lines.RowFault.code",
    "acquisition.series-": "library.inventory_book: series of numbers",
    "acquisition.short-": "library.accession.ACCOUNTING",
    "intake.": "server.desk.intake_scans.Told.kind",
    "label.dividers-": "server.services.label_dividers.WHAT and the page's own",
    "label.error-": "server.services.label_jobs.JobLine.error",
    "label.kind-": "server.tables.labels.LABEL_KINDS",
    "label.not-": "server.services.label_queue.NotMade.code",
    "label.state-": "server.tables.labels.PRINT_STATES, and a file that lies ready",
    "printer.address-": "hardware.printers.AddressFault",
    "printer.fault-": "hardware.printers.Sending.reason",
    "printer.kind-": "labels.stock.SHEET, ROLL",
    "printer.speaks-": "server.services.printers.LANGUAGES",
    "printer.stock-": "labels.errors.StockRefused.reason",
    "accession.by-": "library.accession.ACCOUNTING",
    "accession.line-": "server.services.accession_lines.LineRefused.code",
    "accession.next-": "library.accession.PostingReason.code",
    "accession.reason-": "library.accession.PostingReason.code",
    "accession.source-": "library.accession.SOURCES",
    "accession.start-": "server.services.number_settings.StartRefused.code",
    "accession.state-": "library.accession.BatchView.state",
    "accession.sum-": "library.money.NoSum.code",
    "stock.doubt-": "library.existing_stock.Doubt",
    "processing.step-": "library.processing.Step",
    "processing.short-": "library.processing.Step",
    "processing.not-back-": "server.services.processing.NotBack.code",
    "case.not-": "server.services.replacements.NotReplaced.code",
    "case.replacing-": "library.cases.Replacing",
    "case.slip-": "server.tables.circulation.CASE_KINDS, and the paper's own",
    "case.state-": "library.cases.CaseState",
    "case.way-": "library.cases.Way",
    "order.": "server.reports.order_paper.HEADS, the columns of the forecast",
    "order.difference-": "library.textbook_order.Difference.code",
    "order.do-": "library.textbook_order.STEPS",
    "order.is-": "library.textbook_order.OrderState",
    "order.said-": "library.textbook_order.STEPS",
    "order.state-": "library.textbook_order.OrderState",
    "order.who-": "library.textbook_order.STEPS",
    "order.wrong-": "library.textbook_order.WrongStep.code",
    "clearance.means-": "library.clearance.SlipState",
    "clearance.purpose-": "library.clearance.Purpose",
    "clearance.state-": "library.clearance.SlipState, and none",
    "collection.": "library.collection.Outcome",
    "collection.cell-": "collection-class.html, the marks of the grid",
    "collection.day-": "library.collection_day.DayState",
    "collection.hall-": "server.desk.collection_board: what was done with the address",
    "collection.mark-": "library.textbooks.CONDITIONS",
    "collection.next-": "library.collection.Outcome",
    "collection.not-": "server.services.collections.NotNow.code",
    "collection.photo-": "server.services.collection_photos.NotAPhoto.code, and the page's own",
    "collection.state-": "library.collection.CollectionState, and none",
    "issue.": "server.services.class_issue_told.IssueTold.kind, library.textbooks.Unfit.code",
    "rollover.fault-": "library.roll_over.ListFault.code",
    "rollover.many-": "library.roll_over.MoveKind",
    "rollover.move-": "library.roll_over.MoveKind",
    "rollover.pupil-": "library.roll_over.PupilWay",
    "rollover.stop-": "server.desk.roll_over._stops; stop-undo-: roll_over_undo.undo_objection",
    "rollover.way-": "library.roll_over.ClassWay",
    "rollover.example-": "server.desk.roll_over.EXAMPLES",
    "provision.": "server.reports.provision_paper.NUMBERS",
    "provision.language-": "library.classes.LANGUAGES",
    "provision.new-": "library.provision_reference.ReferenceKind",
    "provision.paper-title-": "library.provision_reference.ReferenceKind",
    "plan.list-": "library.textbooks.ForWhom with a list",
    "plan.row-": "library.textbook_plan_file.RowFault.code",
    "plan.example-": "server.desk.textbook_plan_file.EXAMPLE_LANGUAGES",
    "plan.sex-": "server.tables.people.Reader.sex, and not known",
    "plan.state-": "server.desk.textbook_plan_words.state_of",
    "plan.variant-": "library.textbooks.Variant",
    "plan.whom-": "library.textbooks.ForWhom",
    "scanback.": "server.services.scan_back.Seen.kind",
    "stock.not-": "server.services.existing_stock.NotLinked.code",
    "register.form-": "library.form_headings.FORMS",
    "register.head-": "library.form_headings.FORMS, the headings of each",
    "register.paper-": "library.registers.SummaryRow.kind; paper-said-: server.services.acts.KINDS",
    "register.opening-fault-": "library.opening_balance.DoesNotAddUp.code",
    "register.reval-by-": "server.desk.revaluation_forms.BY",
    "register.reval-how-": "server.desk.revaluation_forms.HOW",
    "register.reval-not-": "server.services.revaluation.NotRevalued.code",
    "register.skipped-": "library.revaluation.NotPriced.code",
    "register.sum-": "library.money.NoSum.code",
    "register.series-": "server.services.number_series, the books",
    "register.source-": "library.accession.SOURCES",
    "answer.": "kiosk.screens.AnswerPart.kind and what belongs to it",
    "banner.": "kiosk.screens.Banner.kind",
    "class.duty-": "library.classes.Duty",
    "class.in-": "library.classes.LANGUAGES",
    "copy.do-": "library.copy_states.Action of server.services.copy_actions",
    "copy.done-": "server.desk.copies, what a form did",
    "copy.place-": "server.tables.catalogue.PLACE_KINDS",
    "title.in-": "server.desk.title_forms, codes of languages",
    "request.copy-": "server.services.topics.lay_aside",
    "request.not-": "library.topics.NotNow.code",
    "request.standing-": "server.services.request_lists.RequestLine.standing",
    "request.step-": "library.topics.TopicStep",
    "request.topic-": "library.topics.TopicState",
    "demo.group-": "server.demonstration.groups.Group.name",
    "demo.command-": "library.scanned_code.Command",
    "demo.code-": "server.demonstration.groups",
    "demo.trick-": "the tricks given by the root",
    "desk.call-": "library.operations.CallLibrarian.reason",
    "desk.request-": "library.requests.RequestState of live requests",
    "desk.said-": "server.desk.checks, home and devices, what a form did",
    "desk.station-": "server.desk.live.StationLine.state",
    "destination.": "library.operations.Destination",
    "find.kind-": "server.desk.find.Part.kind",
    "find.note-": "server.services.finding.Found.note",
    "find.reader-": "server.services.finding.Hit.state",
    "hint.": "kiosk.screens.Screen.hint",
    "home.tile-": "server.desk.home.Tile.name",
    "item.": "library.catalogue.ItemKind",
    "bbk.content-": "library.bbk.CONTENTS",
    "shelfmark.fault-": "library.author_mark.TableRefused.code, server.services.author_mark_tables",
    "shelfmark.basis-": "library.author_mark.Basis",
    "shelfmark.choice-": "server.desk.title_editing.CHOICES",
    "shelfmark.none-": "server.services.author_marks.NoMark.code",
    "import.count-": "server.desk.import_preview",
    "import.encoding-": "server.services.importing.csv_text.ENCODINGS",
    "import.file-": "server.services.importing.tables.FileRefused.reason",
    "import.headings-": "server.desk.import_examples.LANGUAGES",
    "import.kind-": "library.import_columns.ImportKind",
    "import.more-": "server.services.importing.outcome.Outcome.more",
    "import.readers-": "library.import_columns.fields_of",
    "import.reason-": "library.import_lines.RowRefused.reason",
    "import.separator-": "server.services.importing.csv_text.SEPARATORS",
    "import.state-": "server.services.importing.outcome.LineOutcome.state",
    "import.titles-": "library.import_columns.fields_of",
    "import.was-": "server.desk.templates.import-done",
    "job.state-": "server.tables.jobs.JOB_STATES",
    "job.title-": "kinds of server.jobs.work",
    "journal.about-": "server.services.journal_about.About.kind",
    "journal.kind-": "kinds of operations and acts (server.services)",
    "marc.bring-": "server.services.marc.files.TARGETS",
    "marc.catalogue-": "server.desk.marc_preview.STATES",
    "marc.dialect-": "library.marc_fields.Dialect",
    "marc.doubt-": "library.marc_fields.TitleFields.doubts",
    "marc.encoding-": "server.services.marc.letters.ENCODINGS",
    "marc.fault-": "server.desk.marc_preview.OWN_FAULTS",
    "marc.file-": "server.services.marc.reading.MarcRefused.reason",
    "marc.form-": "server.services.marc.reading.form_of",
    "marc.give-": "server.desk.title_export, forms of files",
    "marc.known-": "server.desk.marc_preview.STATES",
    "marc.more-": "server.services.marc.planning.MarcPlan.counts",
    "marc.target-": "server.services.marc.files.TARGETS",
    "lending.": "server.services.lending.Told.kind",
    "next.": "library.refusals.Next",
    "reader.": "library.readers.Category",
    "pile.": "server.services.trolley.Put.kind, library.whereabouts.Spot",
    "paper.": "outcomes of server.services.paper_day",
    "person.": "fields and marks of server.desk.reader_forms and templates",
    "refusal.": "library.refusals.Reason.code",
    "slip.by-": "server.desk.copy_sheet, which copies",
    "backup.": "server.services.backup.BackupFailed.code",
    "staff.": "library.rights.Role",
    "state.": "library.catalogue.CopyState",
    "room.": "server.desk.rooms.ROOMS",
    "calendar.fault-": "server.services.calendars.CalendarFault.code",
    "calendar.kind-": "server.tables.school.CLOSED_KINDS",
    "calendar.weekday-": "server.desk.calendar_forms.WeekForm",
    "rules.number-": "library.policy_changes.NUMBERS",
    "rules.time-": "library.policy.UNTIL and days",
    "rules.vacations-": "library.policy.VACATIONS",
    **dict.fromkeys(
        ("settings.idle-after", "settings.countdown", "settings.undo-for",
         "settings.card-follows-within", "settings.farewell-for"),
        "server.services.kiosk_settings.TIMES",
    ),
    "settings.source-": "server.start_settings.StartSetting.source",
    "setup.": "server.desk.set_up: strengths",
    "steps.": "server.desk.first_steps.STEPS",
    "sheet.": "library.scanned_code.Command",
    "visit.group-": "library.visits.VisitGroup",
    "visit.use-": "server.services.room_use.UseAnswer.kind",
    "web.fault-": "web.faults.KNOWN",
    "web.step-": "web.faults.KNOWN",
    "prepare.fault-": "start.pip_output.PreparationFault.code",
    "command.restore-": "start.restore.RestoreRefused",
    "check.": "server.services.proof.Fault.code",
    "config.fault-": "config.faults.Fault.code",
}
"""Key prefixes whose ends are computed (`"refusal." + reason.code`), and where from."""

KEY = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")
_CALL_IN_TEMPLATE = re.compile(r"""\bt\(\s*(["'])([^"']+)\1\s*[,)]""")
_QUOTED_IN_TEMPLATE = re.compile(r"""(["'])([a-z0-9.-]+)\1""")


def catalogue_files(lang: str) -> dict[str, Path]:
    """The catalogue files of a language by domain."""
    folder = ROOT / "i18n" / "locale" / lang / "LC_MESSAGES"
    return {path.stem: path for path in sorted(folder.glob("*.po"))}


def python_files() -> Iterator[Path]:
    """Every Python file of the product, tests left out."""
    yield ROOT / "run_kiosk.py"
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def template_files() -> Iterator[Path]:
    """Every template of the product."""
    for package in PACKAGES:
        for ending in ("html", "txt", "svg"):
            yield from sorted((ROOT / package).rglob(f"templates/**/*.{ending}"))


def mentioned() -> set[str]:
    """All quoted strings that look like keys, wherever they stand."""
    found: set[str] = set()
    for path in filter(Path.exists, python_files()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    for path in template_files():
        text = path.read_text(encoding="utf-8")
        found.update(match[1] for match in _QUOTED_IN_TEMPLATE.findall(text))
    return {text for text in found if KEY.fullmatch(text)}


def called() -> dict[str, str]:
    """Keys that stand literally in `t("…")`, each with the file that says it."""
    found: dict[str, str] = {}
    for path in filter(Path.exists, python_files()):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_t(node.func) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = str(path.relative_to(ROOT))
    for path in template_files():
        for _quote, key in _CALL_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            found[key] = str(path.relative_to(ROOT))
    return found


def _is_t(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):  # texts("kk")("key")
        function = function.func
        return isinstance(function, ast.Name) and function.id == "texts"
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name == "t"
