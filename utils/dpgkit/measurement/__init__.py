"""A shared measurement store: every organisation submits with its own key, nothing is overwritten, every step can be followed."""

from dpgkit.measurement.audit import read_verify, seal, verify
from dpgkit.measurement.cids import export_cids
from dpgkit.measurement.cids import mapping as cids_mapping
from dpgkit.measurement.errors import Refused, StoreError
from dpgkit.measurement.exports import export_values
from dpgkit.measurement.feedback import changes, feedback_items, log_changes, record_feedback, reply_feedback
from dpgkit.measurement.ledger import SIMULATED, history, published, review, send, submissions, submit, submit_table
from dpgkit.measurement.overview import case_values, dashboard, missing, read_dashboard
from dpgkit.measurement.progress import Note, newest, progress_note
from dpgkit.measurement.registry import (
    add_indicators,
    add_organisation,
    add_periods,
    assign,
    case_indicators,
    create_store,
    end_key,
    indicators,
    organisations,
    periods,
    refusals,
    renew_key,
)
from dpgkit.measurement.roles import grant_roles
from dpgkit.measurement.sheets import import_sheet, make_template, read_sheet
from dpgkit.measurement.simulation import (
    Simulated,
    assumptions,
    population,
    simulated_feedback,
    simulated_store,
    simulated_submissions,
    trials,
)
from dpgkit.measurement.store import Store, back_up, default_path, open_store
from dpgkit.measurement.voices import (
    comment_terms,
    comments_with,
    coverage,
    importance_performance,
    quadrants,
    read_priorities,
    read_responses,
    responses,
    satisfaction,
)
from dpgkit.originals.notices import completeness, notice_coverage, same_notices

__all__ = [
    "Note", "Refused", "SIMULATED", "Simulated", "Store", "StoreError", "add_indicators", "add_organisation", "add_periods", "assign",
    "assumptions", "back_up", "case_indicators", "case_values", "changes", "cids_mapping", "comment_terms", "comments_with",
    "completeness", "coverage", "create_store", "dashboard", "default_path", "end_key", "export_cids", "export_values",
    "feedback_items", "grant_roles", "history", "import_sheet", "importance_performance", "indicators", "log_changes", "make_template",
    "missing", "newest", "notice_coverage", "open_store", "organisations", "periods", "population", "progress_note", "published",
    "quadrants", "read_dashboard", "read_priorities", "read_responses", "read_sheet", "read_verify", "record_feedback", "refusals",
    "renew_key", "reply_feedback", "responses", "review", "same_notices", "satisfaction", "seal", "send", "simulated_feedback",
    "simulated_store", "simulated_submissions", "submissions", "submit", "submit_table", "trials", "verify",
]
