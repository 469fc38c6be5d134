"""The demo: a mini web in our own words, built into a WARC at run time."""
