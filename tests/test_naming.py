"""A chart under another name."""

import altair as alt
import pandas as pd

from dpgkit.charts import naming
from dpgkit.charts.look import finish


def test_only_the_name_changes():
    drawn = finish(alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q"), "02_keyness", "제목", "잰 것", "출처")
    before, after = drawn.to_dict(), naming.renamed(drawn, "06_keyness").to_dict()
    assert after.pop("name") == "06_keyness" and before.pop("name") == "02_keyness" and before == after
