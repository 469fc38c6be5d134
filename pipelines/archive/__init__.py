"""The archive: SQLite and WARC files, the only store of record."""
