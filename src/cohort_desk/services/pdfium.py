"""The one door to PDFium, which keeps its state for the whole process.

It serves one thread at a time: whoever calls it, wherever in the program, holds `PDFIUM`.
"""

from threading import RLock

PDFIUM = RLock()
