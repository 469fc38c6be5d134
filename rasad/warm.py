"""What worker processes share: imported by the fork server alone, before it forks the first worker.

Reading dictionaries and models once and forking afterwards keeps one copy in memory for all workers, and a worker that
has to be replaced is ready at once. Only here does an import do something, since that is all a fork server offers.
"""

import gc

import spacy  # noqa: F401 -- loaded to be shared
import trafilatura  # noqa: F401 -- the same

import nlp.pipeline  # noqa: F401 -- the same
import pipelines.dedupe
import pipelines.extract  # noqa: F401 -- the same
from nlp.language import identify
from pipelines.text import LANGUAGES, keys

identify("Rasad", "Rasad")
for _language in LANGUAGES:
    keys("Rasad رصد", _language)
# A collection would write into every shared page and so copy it.
gc.collect()
gc.freeze()
