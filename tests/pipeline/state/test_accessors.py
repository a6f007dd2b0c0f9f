"""What classes of the notebook give to tables comes along, with what their methods read."""

from pipeline.state.battery import cut

TIDY = """
import pandas as pd
suffix = "!"
@pd.api.extensions.register_dataframe_accessor("tidy")
class Tidy:
    def __init__(self, df): self._df = df
    def upper(self): return self._df.rename(columns=lambda c: c.upper() + suffix)
@pd.api.extensions.register_series_accessor("twice")
class Twice:
    def __init__(self, s): self._s = s
    def __call__(self): return pd.Series(self._s.to_list() * 2)
df = pd.DataFrame({"a": [1, 2]})
"""


def test_accessors_come_along_with_the_names_that_they_read(tmp_path):
    found = cut(tmp_path, TIDY, "print(df.tidy.upper(), df.a.twice().sum(), 'tidy' in dir(df))", names=["df"])

    assert found.verdict == "equal"
    assert "A!" in found.whole
    assert {"suffix", "pd"} <= set(found.names)
