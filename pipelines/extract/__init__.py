"""From a page to an article: title, lead, text, authors, section, image, canonical link."""
