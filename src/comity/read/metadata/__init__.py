"""What a page says of itself: titles, dates, authors, publisher, section, language, address."""
