"""What the import remembers of the layouts it has met."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, strict


class ImportLayoutRow(Table):
    """The mapping last used (field → column heading) for a set of column headings."""

    __tablename__ = "import_layout"
    __table_args__ = strict()
    journalled = False
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    used_at: Mapped[datetime] = mapped_column(UtcTime)
