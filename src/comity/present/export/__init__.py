"""Dossiers as files of office programs: workbook, briefing and calendar, as bytes."""
