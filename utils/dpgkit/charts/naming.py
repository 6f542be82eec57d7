"""A chart under the name of another lesson, so that its picture does not take the place of the first one's."""

import altair as alt


def renamed(chart: alt.TopLevelMixin, name: str) -> alt.TopLevelMixin:
    """Return a chart that was finished for one lesson under another name, everything else as it was.

    Parameters: ``name`` becomes the file name of the picture, as in ``06_keyness``.
    """
    return chart.properties(name=name)
