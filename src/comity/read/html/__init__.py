"""A page of HTML to blocks of text, with what surrounds them set aside."""
