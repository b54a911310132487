"""Offices, posts, stages and parts: of the body and the document that the question names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.build import build_assistant
from ingest.build import build_pipeline
from settings import Settings


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("bodies"))
    assert not build_pipeline(settings).ingest([Path(__file__).parent / "bodies"]).failed
    built: Assistant = build_assistant(settings)
    yield built.ask
    built.close()


def test_the_office_of_a_body_is_in_the_department_that_its_document_names(told):
    said = told("老旧桥梁安全联席会议办公室设在哪个部门").text
    assert "交通运输部" in said
    assert "省交通运输厅" not in said


def test_a_post_is_that_of_the_country_where_no_place_is_named(told):
    said = told("老旧桥梁安全联席会议召集人由谁担任").text
    assert "交通运输部主要负责同志" in said
    assert "副省长" not in said


def test_the_stages_are_listed_though_their_time_stands_behind_them(told):
    said = told("老旧桥梁专项整治分哪几个阶段").text
    assert all(stage in said for stage in ("动员部署阶段", "全面排查阶段", "巩固提升阶段"))


def test_the_part_of_a_common_name_is_that_of_the_document_asked_of(told):
    assert "增加托育服务供给" in told("社区托育服务的主要任务有哪些").text
    assert "查清桥梁底数" in told("老旧桥梁专项整治的主要任务有哪些").text


def test_a_name_with_a_quoted_part_is_defined_by_the_sentence_that_defines_the_whole(told):
    assert "是指采用新材料" in told("什么叫“三新”桥梁构件").text


def test_by_whom_something_is_done_is_told_by_the_sentence_with_that_act(told):
    assert "由施工总承包单位先行垫付" in told("分包单位拖欠检测费用由谁先行垫付").text
