"""The tables of one school's library, in the order in which they can be made."""

from server.tables.accessions import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    CopySteps,
    LabelRoll,
    NumberSeries,
    StockLink,
)
from server.tables.batches import ScanBatch, ScanBatchLine
from server.tables.catalogue import Copy, LinkedCode, Place, Title
from server.tables.cataloguing import AuthorMark, BbkDivision, KnownRecord
from server.tables.circulation import Loan, LoanCase, Request, RoomUse, Visit
from server.tables.class_issue import IssueAbsence, TextbookQuantity
from server.tables.clearance import ClearanceSlip
from server.tables.collections import (
    Collection,
    CollectionKeep,
    CollectionLine,
    CollectionScan,
)
from server.tables.imports import ImportFile, ImportMapping
from server.tables.jobs import Job
from server.tables.journal import Operation
from server.tables.labels import LabelItem, LabelJob, LabelStock, Printer
from server.tables.lessons import Lesson
from server.tables.marc import MarcFile
from server.tables.people import Card, FormerName, Membership, Reader, Staff, StaffSession
from server.tables.provision import (
    ForecastGroup,
    MethodicalNeed,
    ProvisionReference,
    TextbookOrder,
    TextbookOrderBatch,
    TextbookOrderLine,
)
from server.tables.raids import Raid, RaidMark
from server.tables.registers import (
    InventoryLine,
    PaperAct,
    PaperActLine,
    SummaryCell,
    SummaryEntry,
)
from server.tables.replacements import Replacement
from server.tables.responsibilities import Responsibility
from server.tables.roll_over import (
    RollOver,
    RollOverChoice,
    RollOverFault,
    RollOverListed,
    RollOverMove,
    RollOverWay,
)
from server.tables.school import ClosedPeriod, OpeningHours, SchoolClass, SchoolYear, Setting
from server.tables.search import SearchWord
from server.tables.stations import DeskTask, KioskCall, Station
from server.tables.textbooks import (
    TextbookPlanEdition,
    TextbookPlanLine,
    TextbookPlanMember,
)
from server.tables.topics import TopicRequest, TopicRequestCopy

ALL = (
    Setting, SchoolYear, ClosedPeriod, OpeningHours, SchoolClass,
    Reader, Membership, Card, Staff, StaffSession, FormerName, Responsibility,
    Place, Title, Copy, LinkedCode,
    Station, KioskCall, DeskTask,
    Loan, Request, LoanCase, Visit, RoomUse,
    Operation,
    Job, SearchWord,
    ImportFile, ImportMapping,
    TopicRequest, TopicRequestCopy,
    ScanBatch, ScanBatchLine,
    NumberSeries, AccessionBatch, AccessionLine, AccessionCopy, CopySteps, LabelRoll, StockLink,
    SummaryEntry, SummaryCell, InventoryLine, PaperAct, PaperActLine,
    AuthorMark, BbkDivision, KnownRecord,
    Printer, LabelStock, LabelJob, LabelItem,
    MarcFile,
    TextbookPlanLine, TextbookPlanEdition, TextbookPlanMember, TextbookQuantity, IssueAbsence,
    Collection, CollectionLine, CollectionScan, CollectionKeep,
    ClearanceSlip, Replacement, Lesson,
    Raid, RaidMark,
    RollOver, RollOverWay, RollOverChoice, RollOverListed, RollOverFault, RollOverMove,
    ProvisionReference, MethodicalNeed, ForecastGroup,
    TextbookOrder, TextbookOrderLine, TextbookOrderBatch,
)  # fmt: skip

__all__ = [
    "ALL", "AccessionBatch", "AccessionCopy", "AccessionLine", "AuthorMark", "BbkDivision", "Card",
    "ClearanceSlip", "ClosedPeriod", "Collection", "CollectionKeep", "CollectionLine",
    "CollectionScan", "Copy", "CopySteps", "DeskTask", "ForecastGroup", "FormerName",
    "ImportFile", "ImportMapping", "InventoryLine", "IssueAbsence", "Job", "KioskCall",
    "KnownRecord", "LabelItem", "LabelJob", "LabelRoll", "LabelStock", "Lesson", "LinkedCode",
    "Loan", "LoanCase", "MarcFile", "Membership", "MethodicalNeed", "NumberSeries", "OpeningHours",
    "Operation", "PaperAct", "PaperActLine", "Place", "Printer", "ProvisionReference", "Raid",
    "RaidMark", "Reader", "Replacement", "Request", "Responsibility", "RollOver", "RollOverChoice",
    "RollOverFault", "RollOverListed", "RollOverMove", "RollOverWay", "RoomUse", "ScanBatch",
    "ScanBatchLine", "SchoolClass", "SchoolYear", "SearchWord", "Setting", "Staff", "StaffSession",
    "Station", "StockLink", "SummaryCell", "SummaryEntry", "TextbookOrder", "TextbookOrderBatch",
    "TextbookOrderLine", "TextbookPlanEdition", "TextbookPlanLine", "TextbookPlanMember",
    "TextbookQuantity", "Title", "TopicRequest", "TopicRequestCopy", "Visit",
]  # fmt: skip
