"""What policy texts speak of: a code book of rules, sentences coded by it, and hand coding to check the rules against."""

from dpgkit.agenda.codebook import Codebook, check_codebook, load_codebook
from dpgkit.agenda.coding import agenda_by, candidate_sentences, code_documents, code_sentences, predominant, read_agenda, roll_up
from dpgkit.agenda.sheets import NONE, coding_sheet, compare_with_rules, one_code, read_sheets, write_sheet

__all__ = ["NONE", "Codebook", "agenda_by", "candidate_sentences", "check_codebook", "code_documents", "code_sentences", "coding_sheet",
           "compare_with_rules", "load_codebook", "one_code", "predominant", "read_agenda", "read_sheets", "roll_up", "write_sheet"]
