"""Certificates on paper: one page each, drawn by its design, accessible and made to be framed."""

from cohort_desk.reports.certificates.arrangement import Pictures
from cohort_desk.reports.certificates.documents import Drawn, certificate_pdf, write_batch
from cohort_desk.reports.certificates.page import draw_certificate

__all__ = ["Drawn", "Pictures", "certificate_pdf", "draw_certificate", "write_batch"]
