"""What the documents say that people are given: transcripts, statements, feedback, summaries.

Each is read here once and drawn by whoever asks: a page of the window, a PDF, a command. What a
participant may not see yet is in none of what is read for them.
"""
