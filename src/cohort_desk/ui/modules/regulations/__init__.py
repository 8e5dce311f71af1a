"""The view of regulation sets on the Modules page: versions, an editor, and what a change does."""
