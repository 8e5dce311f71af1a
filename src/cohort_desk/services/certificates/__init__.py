"""What a user can do with certificates: design, issue, revoke, reissue, register, print.

Nothing is imported here, so that a page pays only for what it shows.
"""
