"""Operations and changes: every command writes here, undo and history read here."""
