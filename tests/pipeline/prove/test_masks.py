"""What is taken out of a text before it is compared."""

from datetime import UTC, datetime

import pytest

from nbcoach.pipeline.prove.masks import masked, sorted_sets, without_warnings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<P object at 0x7f3a2c1d4b50>", "<P object at 0x7f3a2c9999d0>"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("/scratch/ipykernel_12/3456.py:3: x", "/scratch/ipykernel_77/1.py:5: x"),
        ("<ipython-input-3-0a1b2c3d4e5f>:2", "<ipython-input-9-ffffffffffff>:7"),
        ("Cell In[3], line 2", "Cell In[12], line 2"),
        (
            "CPU times: user 3 ms, sys: 1 ms, total: 4 ms\nWall time: 4.2 ms\n5",
            "CPU times: user 1 s\nWall time: 2 s\n5",
        ),
        ("1.2 ms ± 3 µs per loop (mean ± std. dev. of 7 runs, 10 loops each)",) * 1
        + ("900 ns ± 1 ns per loop (mean ± std. dev. of 7 runs, 10 loops each)",),
        ("id 1b4e28ba-2fa1-11d2-883f-0016d3cca427", "id 6fa459ea-ee8a-3ca4-894e-db77e160355e"),
        (
            "10%|█ | 1/10 [00:00<00:01, 9it/s]\r100%|████| 10/10 [00:01<00:00, 9.1it/s]",
            "100%|██ | 10/10 [00:02<00:00, 5it/s]",
        ),
        (
            "Date:     Sat, 21 Nov 2026   Prob (F-statistic):  4.6e-30\nTime:        12:33:05   AIC:",
            "Date:     Sun, 22 Nov 2026   Prob (F-statistic):  4.6e-30\nTime:        09:05:41   AIC:",
        ),
        ("<th>Time:</th>                 <td>12:33:05</td>", "<th>Time:</th>                 <td>12:33:09</td>"),
        ("dtypes: int64(2)\nmemory usage: 17.3+ KB\n5", "dtypes: int64(2)\nmemory usage: 17.2+ KB\n5"),
        ("\\textbf{Time:}  &  12:33:05", "\\textbf{Time:}  &  12:33:09"),
        ("\r 1/9 ━━━━━━━━ 3s 12ms/step - loss: 0.5", " 1/9 ━━━━━━━━ 1s 10ms/step - loss: 0.5"),
    ],
)
def test_what_differs_from_kernel_to_kernel_is_masked(one, other):
    assert masked(one) == masked(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accuracy 0.91", "accuracy 0.92"),
        ("10/10", "9/10"),
        ("2024-01-05", "2024-01-06"),
        ("[1, 2]", "[1, 3]"),
        ("a\rb", "a\rc"),
        ("training time 5", "training time 6"),
        ("peak memory usage: 5 MB of 9", "peak memory usage: 6 MB of 9"),
        ("100%|██| 10/10 [00:02<00:00]", "100%|██| 20/20 [00:02<00:00]"),
    ],
)
def test_what_means_something_stays(one, other):
    assert masked(one) != masked(other)


def test_a_carriage_return_overwrites_the_line():
    assert masked("step 1\rstep 2\r\nend") == "step 2\nend"


def test_the_folder_of_a_run_does_not_count():
    assert masked("/scratch/a1/data/x.csv", ["/scratch/a1"]) == masked("/scratch/b2/data/x.csv", ["/scratch/b2"])


def test_warnings_are_told_apart_from_other_errors():
    text = "/x/lib.py:12: UserWarning: odd\n  warn(1)\n2026-01-02 10:11:12,345 INFO read 5 rows\n"

    rest, warnings = without_warnings(text)

    assert rest == "⟨time⟩ INFO read 5 rows\n"
    assert warnings == ("/x/lib.py:12: UserWarning: odd\n  warn(1)\n",)


def test_the_log_of_mlflow_says_the_same_in_each_run():
    text = "2026/11/21 13:25:{} INFO mlflow.utils: Created MLflow autologging run with ID '{}', which\n"

    one, other = (without_warnings(text.format(second, name * 16)) for second, name in (("01", "9a"), ("44", "b7")))

    assert one == other


def test_the_time_of_today_does_not_count_and_other_times_do():
    today = datetime.now(UTC).date().isoformat()

    assert masked(f"Date: {today} 13:36  AIC: 5") == masked(f"Date: {today} 13:37  AIC: 5")
    assert masked(f"{today.replace('-', '/')} 13:36:01 done") == masked(f"{today}T13:37:22.125 done")
    assert masked("2024-01-05 13:36") != masked("2024-01-05 13:37")
    assert masked(today) == today


def test_a_warning_over_several_lines_ends_with_its_line_of_code():
    long = (
        "/x/1.py:4: InterpolationWarning: The test statistic is outside of the range available in the\n"
        "look-up table. The actual p-value is smaller.\n\n  kpsstest = kpss(series)\n"
    )
    short = "/x/1.py:5: UserWarning: odd\n"

    assert without_warnings(f"read 5 rows\n{long}{short}done\n{long}end\n") == (
        "read 5 rows\ndone\nend\n",
        (long, short, long),
    )


def test_printed_sets_are_sorted_and_dicts_stay():
    assert sorted_sets("{'b', 'a'} {'z': 1, 'y': 2}") == "{'a', 'b'} {'z': 1, 'y': 2}"
