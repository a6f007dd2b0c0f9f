import json

from sample_report import EMPTY, FULL

from nbcoach.reports import Look
from nbcoach.reports.json import render as whole
from nbcoach.reports.jsonl import render


def lines(report):
    return "".join(render(report, Look())).splitlines()


def test_a_report_is_told_as_agreed(golden):
    golden("lint.jsonl", "".join(render(FULL, Look())))


def test_the_objects_are_those_of_json():
    objects = [json.loads(line) for line in lines(FULL)]
    report = json.loads("".join(whole(FULL, Look())))

    assert [each for each in objects if "severity" in each] == report["findings"]
    assert [each for each in objects if "kind" in each] == report["errors"]
    assert [each for each in objects if "reason" in each] == report["skipped"]
    assert len(objects) == len(report["findings"]) + len(report["errors"]) + len(report["skipped"])


def test_nothing_gives_no_line():
    assert lines(EMPTY) == []
