"""Files into a store: read, repair, extract, add; a generator of steps that may be stopped after any of them."""

from core.ingest.preparing import Prepared, document_of, prepare
from core.ingest.running import Step, files_of, run

__all__ = ["Prepared", "Step", "document_of", "files_of", "prepare", "run"]
