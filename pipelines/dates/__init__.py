"""Dates as publishers write them: in three languages and two calendars."""
