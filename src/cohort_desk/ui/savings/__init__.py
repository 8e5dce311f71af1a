"""Savings: from a sentence in a report to money that a finance officer has confirmed."""
