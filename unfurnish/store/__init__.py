"""The archive: one SQLite file with the raw pages, their labels, and the documents they make."""
