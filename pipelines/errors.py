"""The errors that Rasad explains to its user in one sentence."""


class RasadError(Exception):
    """Something failed that the user can act on; its text is one clear sentence, the exit code 1."""


class ArchiveError(RasadError):
    """The archive cannot be opened, written or trusted."""


class SourceError(RasadError):
    """A source file is wrong; the text names the file, the key and the reason."""


class DataError(RasadError):
    """A file of the language layer, a topic, an organisation or an event type is wrong."""


class UsageError(RasadError):
    """The command or the configuration is used wrongly; the exit code is 2."""
