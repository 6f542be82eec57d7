"""Charts of the lessons: functions that return an Altair chart, one theme, and a renderer that works offline."""

from dpgkit.charts.agendas import agenda_lines
from dpgkit.charts.bands import timeline
from dpgkit.charts.cases import case_heat, evidence_grid, level_grid, rate_line
from dpgkit.charts.chains import gate_steps, integration_grid, results_chain
from dpgkit.charts.comparison import analyzer_counts, analyzer_overlap, measure_bars
from dpgkit.charts.egdi import components, gap_parts, rank_parts, ranks, score_parts
from dpgkit.charts.history import law_growth, ledger_bars, survey
from dpgkit.charts.kpi import (
    achievement_bars,
    ahp_weights,
    gaming_histogram,
    rank_intervals,
    satisfaction_levels,
    satisfaction_lines,
    weight_bars,
)
from dpgkit.charts.lessons import road
from dpgkit.charts.links import passing, quadrant_plot, survival_line
from dpgkit.charts.look import FONT, SCHEMA, VEGA_LITE, enable, finish, mime_bundle, theme, to_png, to_svg
from dpgkit.charts.measurement import importance_performance, stored_trend
from dpgkit.charts.networks import block_matrix, coherence_line, term_network, topic_shares
from dpgkit.charts.thesis import thesis_forest
from dpgkit.charts.words import dispersion_points, keyness_bars, keyword_bars, trend_lines

__all__ = ["FONT", "SCHEMA", "VEGA_LITE", "achievement_bars", "agenda_lines", "ahp_weights", "analyzer_counts",
           "analyzer_overlap", "block_matrix", "case_heat", "coherence_line", "components", "dispersion_points",
           "enable", "evidence_grid", "finish", "gaming_histogram", "gap_parts", "gate_steps", "importance_performance", "integration_grid",
           "keyness_bars", "keyword_bars", "law_growth", "ledger_bars", "level_grid", "measure_bars", "mime_bundle",
           "passing", "quadrant_plot", "rank_intervals", "rank_parts", "ranks", "rate_line", "results_chain", "road",
           "satisfaction_levels", "satisfaction_lines", "score_parts", "stored_trend", "survey", "survival_line", "term_network",
           "theme", "thesis_forest", "timeline", "to_png", "to_svg", "topic_shares", "trend_lines", "weight_bars"]
