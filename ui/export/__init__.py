"""What leaves the page as a file: workbooks of the tables, documents of a conversation."""
