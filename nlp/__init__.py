"""What an article is about: language, topics, organisations, events, each with its evidence."""
