"""What keeps the workbench safe: headers, tokens against forged forms, who may come in."""
